import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSnapshot, readSnapshots, writeSnapshot } from '../../src/snapshot/file.ts';
import { builtBytes } from '../../src/snapshot/layout.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { snapshotOf } from '../support/open-rows.ts';
import { pack } from '../support/load-rules.ts';
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
  ...{ id: meta.region, name: meta.name, dataVersion: meta.version, ledgerVersion: 7, ledgerMark: 'm7' },
  dataAsOf: meta.dataAsOf,
};
const rules = pack.capacity;
const filling = { ledgerMark: state.ledgerMark, rules, notes: { nowhere: ['C1'], low: [] } };
const bytesOf = (one: SharedArrayBuffer): Buffer => Buffer.from(new Uint8Array(one));

test('what is read is what was written, with the state of its ledger', async () => {
  await writeSnapshot(folder, buffer, filling);
  const read = (await readSnapshot(folder, state, rules))!;
  expect(bytesOf(read.buffer).equals(bytesOf(buffer))).toBe(true);
  expect(read.filled).toEqual({ ledgerMark: 'm7', notes: filling.notes });
  const [whole] = await readSnapshots(folder);
  expect(bytesOf(whole!).equals(bytesOf(buffer))).toBe(true);
});

test('capacity columns of other rules, or damaged ones, are to be filled; the rest is of use', async () => {
  await writeSnapshot(folder, buffer, filling);
  const other = { ...rules, usableShare: { ...rules.usableShare, outlet: 0.71 } };
  expect((await readSnapshot(folder, state, other))!.filled).toBeNull();
  const bad = await readFile(path);
  const at = builtBytes(counts) + 5;
  bad[at] = (bad[at] ?? 0) ^ 0x10;
  await writeFile(path, bad);
  const read = (await readSnapshot(folder, state, rules))!;
  expect(read.filled).toBeNull();
  const built = builtBytes(counts);
  expect(bytesOf(read.buffer).subarray(0, built).equals(bytesOf(buffer).subarray(0, built))).toBe(true);
  await expect(readSnapshots(folder)).rejects.toThrow('capacity columns');
});

test('another state of the data, a damaged, a cut and a missing file are no snapshot', async () => {
  const read = (of = state) => readSnapshot(folder, of, rules);
  expect(await read()).toBeNull();
  await writeSnapshot(folder, buffer, filling);
  expect(await read({ ...state, dataVersion: meta.version + 1 })).toBeNull();
  const good = await readFile(path);
  const places = [0, 6, 8, 20, 500, Math.floor(builtBytes(counts) / 2), builtBytes(counts) - 9];
  for (const at of [...places, buffer.byteLength + 1, good.length - 2]) {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 0x10;
    await writeFile(path, bad);
    expect([at, await read()]).toEqual([at, null]);
  }
  await writeFile(path, good);
  expect(await read()).not.toBeNull();
  for (const length of [good.length - 1, buffer.byteLength, 3]) {
    await truncate(path, length);
    expect(await read()).toBeNull();
  }
});
