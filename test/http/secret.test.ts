import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepSecret } from '../../src/http/secret.ts';

const folder = () => mkdtemp(join(tmpdir(), 'jiedian-secret-'));

it('a key is made once, kept, and readable by its owner only', async () => {
  const dataDir = join(await folder(), 'not', 'there', 'yet');
  const made = await keepSecret(dataDir);
  expect(made.byteLength).toBeGreaterThanOrEqual(32);
  expect(await keepSecret(dataDir)).toEqual(made);
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(['secret']);
});

it('two folders have two keys', async () => {
  expect(await keepSecret(await folder())).not.toEqual(await keepSecret(await folder()));
});

it('many first users of one folder end up with the same key', async () => {
  const dataDir = await folder();
  const keys = await Promise.all(Array.from({ length: 8 }, () => keepSecret(dataDir)));
  expect(new Set(keys.map((key) => Buffer.from(key).toString())).size).toBe(1);
});

it('a key that is too short is refused', async () => {
  const dataDir = await folder();
  await writeFile(join(dataDir, 'secret'), 'short');
  await expect(keepSecret(dataDir)).rejects.toThrow(/shorter than 32 bytes/u);
});
