import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/contract/messages/en.ts';
import type { Language } from '../../src/contract/messages/messages.ts';
import { speak } from '../../src/contract/messages/speak.ts';
import { zh } from '../../src/contract/messages/zh.ts';
import { catalogue } from '../support/load-rules.ts';

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;
const catalogues: Readonly<Record<Language, Catalogue>> = { zh, en };
const everyMessage = Object.entries(en as Catalogue).flatMap(([group, messages]) =>
  Object.keys(messages).map((key): [string, string] => [group, key]),
);

/** The values a message uses: name, and the group its words are looked up in. */
const valuesOf = (message: string) =>
  [...message.matchAll(/\{([^}]*)\}/gu)].map(([, value]) => value!.split(':') as [string, string?]);
const namesIn = (message: string) => [...new Set(valuesOf(message).map(([name]) => name))].sort();

/** Every object literal of the folders that compute answers, with its own file. */
function objectLiterals(): { file: string; text: string; fields: Map<string, ts.Expression> }[] {
  const found: { file: string; text: string; fields: Map<string, ts.Expression> }[] = [];
  for (const folder of ['plan', 'policy', 'search']) {
    const paths = readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' });
    for (const path of paths.filter((one) => one.endsWith('.ts'))) {
      const file = join('src', folder, path);
      const text = readFileSync(file, 'utf8');
      const look = (node: ts.Node): void => {
        if (ts.isObjectLiteralExpression(node)) {
          const fields = node.properties.flatMap((property): [string, ts.Expression][] => {
            if (ts.isShorthandPropertyAssignment(property)) return [[property.name.text, property.name]];
            return ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)
              ? [[property.name.text, property.initializer]]
              : [];
          });
          found.push({ file, text, fields: new Map(fields) });
        }
        ts.forEachChild(node, look);
      };
      look(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023));
    }
  }
  return found;
}

const literals = objectLiterals();
const textOf = (node: ts.Expression | undefined): string | null =>
  node !== undefined && ts.isStringLiteral(node) ? node.text : null;
const reasons = literals.flatMap(({ file, fields }) => {
  const key = textOf(fields.get('key'));
  const values = fields.get('values');
  return key === null || values === undefined ? [] : [{ file, key, values }];
});
const codes = literals.flatMap(({ fields }) =>
  fields.has('threshold') ? (textOf(fields.get('code')) ?? []) : [],
);

describe('the message catalogue', () => {
  test('uses the same values in both languages, each looked up in a group there is', () => {
    for (const [group, key] of everyMessage) {
      const [chinese, english] = [catalogues.zh[group]?.[key], catalogues.en[group]?.[key]];
      expect(namesIn(chinese!), `${group}/${key}`).toEqual(namesIn(english!));
      for (const [, as] of [...valuesOf(chinese!), ...valuesOf(english!)])
        if (as !== undefined) expect(Object.keys(en)).toContain(as);
    }
  });

  test('says reasons and rejections as whole sentences of its language', () => {
    for (const group of ['reason', 'rejection'] as const) {
      for (const key of Object.keys(en[group])) {
        expect(catalogues.en[group]?.[key], key).toMatch(/^[A-Z][^\p{Script=Han}]+\.$/u);
        expect(catalogues.zh[group]?.[key], key).toMatch(/\p{Script=Han}.*。$/u);
      }
    }
  });

  test('has a sentence for every reason the planner gives, with the values it gives', () => {
    expect(reasons.length).toBeGreaterThan(5);
    for (const { file, key, values } of reasons) {
      expect(Object.keys(en.reason), `${key} in ${file}`).toContain(key);
      expect(ts.isObjectLiteralExpression(values), `values of ${key} in ${file} are written out`).toBe(true);
      const given = (values as ts.ObjectLiteralExpression).properties.map((property) =>
        property.name !== undefined && ts.isIdentifier(property.name) ? property.name.text : '…',
      );
      const used = namesIn((en.reason as Readonly<Record<string, string>>)[key]!);
      expect(given, `${key} in ${file}`).toEqual(expect.arrayContaining(used));
    }
  });

  test('has a sentence for every rejection, with its threshold, figure and unit', () => {
    expect(codes.length).toBeGreaterThan(3);
    for (const code of codes) expect(Object.keys(en.rejection)).toContain(code);
    for (const message of Object.values(en.rejection))
      for (const name of namesIn(message)) expect(['threshold', 'actual', 'unit']).toContain(name);
  });

  test('has none that is never said', () => {
    const all = [...new Set(literals.map(({ text }) => text))].join('\n');
    for (const key of [...Object.keys(en.reason), ...Object.keys(en.rejection)])
      expect(all, key).toContain(`'${key}'`);
  });

  test('names every step of every pack, and every unit of the catalogue', () => {
    const steps = readdirSync('data/policies')
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => [
        ...readFileSync(join('data/policies', name), 'utf8').matchAll(
          /"name": "([a-z-]+)",\s*"days": [\d.]+,\s*"dayKind"/gu,
        ),
      ])
      .map(([, step]) => step);
    expect(steps.length).toBeGreaterThan(5);
    for (const step of steps) expect(Object.keys(en.step)).toContain(step);
    for (const { unit } of Object.values(catalogue.items)) expect(Object.keys(en.unit)).toContain(unit);
  });
});

describe('a speaker', () => {
  const [chinese, english] = [speak('zh'), speak('en')];

  test('fills in figures, words and lists', () => {
    expect(english.say('reason', 'within-radius', { distanceM: 1234.5678, radiusM: 1000 })).toBe(
      'The source lies 1,234.5678 m away, within the search radius of 1,000 m.',
    );
    expect(chinese.say('rejection', 'no-spare-bay', { threshold: 1, actual: 0, unit: 'bay' })).toBe(
      '备用间隔 0 个，至少需要 1 个。',
    );
    const facts = { facts: 'tariff inUrbanPlan' };
    expect(english.say('reason', 'facts-not-used-yet', facts)).toMatch(/: tariff, urban planned land\.$/);
    expect(chinese.say('reason', 'facts-not-used-yet', facts)).toMatch(/：电价类别、城镇规划建设用地。$/);
  });

  test('says a dash for what is null, and keeps a key it does not know with its values', () => {
    const values = { asOf: '2026-11-20', validFrom: '2027-01-01', validTo: null };
    expect(english.say('reason', 'policy-not-in-force', values)).toContain('2027-01-01 to —.');
    expect(english.say('reason', 'from-a-newer-service', { kva: 5, at: 'X' })).toBe(
      'from-a-newer-service kva=5 at=X',
    );
    expect(chinese.word('planKind', 'mv-bay')).toBe('备用间隔接入');
    for (const key of ['mv-teleport', 'toString', '__proto__'])
      expect(chinese.word('planKind', key)).toBe(key);
  });
});
