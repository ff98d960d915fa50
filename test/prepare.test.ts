import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderOf } from './support/temp-folder.ts';

const PREPARE = fileURLToPath(new URL('../src/prepare.mjs', import.meta.url));

/** A project whose packages lie there, but not the compiler: what is prepared fails at once. */
async function brokenProject(): Promise<string> {
  const root = await folderOf({});
  for (const folder of ['src/web', 'src/contract', 'src/model', 'node_modules', '.jiedian'])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(PREPARE, join(root, 'src', 'prepare.mjs'));
  for (const file of ['tsconfig.json', 'package-lock.json', 'node_modules/.package-lock.json'])
    writeFileSync(join(root, file), '{}');
  return root;
}

async function prepare(root: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [join(root, 'src', 'prepare.mjs')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said };
}

test('a step that fails is told with its command, and keeps nobody out afterwards', async () => {
  const root = await brokenProject();
  const { code, said } = await prepare(root);
  expect(code).toBe(1);
  expect(said).toMatch(/^jiedian: compiling failed; the command was: .*tsc/m);
  expect(existsSync(join(root, '.jiedian', 'prepare.lock'))).toBe(false);
});

test('the lock of a process that was killed is taken over', async () => {
  const root = await brokenProject();
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'close');
  writeFileSync(join(root, '.jiedian', 'prepare.lock'), String(killed.pid));
  expect((await prepare(root)).said).toContain('compiling failed');
});
