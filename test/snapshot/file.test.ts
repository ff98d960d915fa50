import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSnapshot, readSnapshots, writeSnapshot } from '../../src/snapshot/file.ts';
import { builtBytes } from '../../src/snapshot/layout.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jiedian-file-'));
  path = join(folder, 'test.jdsnap');
});
afterEach(() => rm(folder, { recursive: true }));

const buffer = snapshotOf(randomGrid(7, 80));
const { meta, counts } = new Snapshot(buffer);
const state = {
  ...{ id: meta.region, name: meta.name, dataVersion: meta.version, ledgerVersion: 1 },
  dataAsOf: meta.dataAsOf,
};
const bytesOf = (one: SharedArrayBuffer): Buffer => Buffer.from(new Uint8Array(one));

test('what is read is what was written; what the ledger fills is left out', async () => {
  await writeSnapshot(folder, buffer);
  const built = builtBytes(counts);
  const read = bytesOf((await readSnapshot(folder, state))!);
  expect(read.subarray(0, built).equals(bytesOf(buffer).subarray(0, built))).toBe(true);
  expect(read.subarray(built).every((byte) => byte === 0)).toBe(true);
  const [whole] = await readSnapshots(folder);
  expect(bytesOf(whole!).equals(bytesOf(buffer))).toBe(true);
  expect((await stat(path)).size).toBe(buffer.byteLength + 8);
});

test('another state of the data, a damaged, a cut and a missing file are no snapshot', async () => {
  expect(await readSnapshot(folder, state)).toBeNull();
  await writeSnapshot(folder, buffer);
  expect(await readSnapshot(folder, { ...state, dataVersion: meta.version + 1 })).toBeNull();
  const good = await readFile(path);
  for (const at of [0, 6, 8, 20, 500, Math.floor(builtBytes(counts) / 2), builtBytes(counts) - 9]) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 0x10;
    await writeFile(path, bad);
    expect(await readSnapshot(folder, state)).toBeNull();
  }
  await writeFile(path, good);
  expect(await readSnapshot(folder, state)).not.toBeNull();
  await truncate(path, good.length - 1);
  expect(await readSnapshot(folder, state)).toBeNull();
});
