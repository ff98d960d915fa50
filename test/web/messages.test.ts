import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Catalogue } from '../../src/web/language/catalogue.ts';

const WEB = fileURLToPath(new URL('../../src/web/', import.meta.url));

/** Every file that holds messages: those in a folder `messages`. */
const FILES = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?:^|\/)messages\/[\w-]+\.ts$/u.test(file),
);

const catalogues = async (): Promise<readonly (readonly [string, Catalogue])[]> => {
  const modules = await Promise.all(FILES.map((file) => import(join(WEB, file)) as Promise<object>));
  return modules.flatMap((module, at) =>
    Object.entries(module).map(([name, value]) => [`${FILES[at]!}:${name}`, value as Catalogue] as const),
  );
};

const valuesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name!).sort();

test('every message is there in both languages, with the same values, and in its own script', async () => {
  const all = await catalogues();
  expect(all.length).toBeGreaterThan(3);
  for (const [name, { zh, en }] of all) {
    expect(Object.keys(zh).sort(), name).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(zh)) {
      expect(text.trim(), `${name} ${key}`).not.toBe('');
      expect(en[key]!.trim(), `${name} ${key}`).not.toBe('');
      expect(valuesIn(text), `${name} ${key}`).toEqual(valuesIn(en[key]!));
      // The switch of languages names the other one in its own script.
      if (key !== 'language') expect(en[key], `${name} ${key}`).not.toMatch(/\p{Script=Han}/u);
    }
  }
});
