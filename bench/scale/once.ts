/**
 * One step of `bench/scale` in a process of its own, so that its memory is its own: `build` or `open`. Prints JSON.
 *
 *   tsx bench/scale/once.ts build|open <database url> <region> <folder>
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { readSnapshot, writeSnapshot } from '../../src/snapshot/file.ts';
import { fillCapacity } from '../../src/snapshot/fill-capacity.ts';
import { CAPACITY_TABLES, GRID_TABLES } from '../../src/snapshot/grid-rows.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { openStore } from '../../src/store/open-store.ts';
import { loadData } from '../../src/worker/load-data.ts';

const [step, databaseUrl = '', region = '', folder = ''] = process.argv.slice(2);
const [pack] = loadData('data').packs;
if (pack === undefined) throw new Error('data holds no pack');
const rules = capacityRules(pack);

/** Peak of resident memory so far, MB. */
const peakMb = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) / 1024;

const timed = async <T>(work: () => T | Promise<T>): Promise<[T, number]> => {
  const from = performance.now();
  const result = await work();
  return [result, (performance.now() - from) / 1000];
};

const store = await openStore({ databaseUrl });

async function build(): Promise<object> {
  const [record, readS] = await timed(() => store.readPacked(region, GRID_TABLES));
  if (record === null) throw new Error(`no region ${region}`);
  const rows = Object.values(record.rows).reduce((sum, { length }) => sum + length, 0);
  const [{ buffer }, buildS] = await timed(() => buildSnapshot(record, rules));
  const [, saveS] = await timed(() => writeSnapshot(folder, buffer));
  const { blocks } = statSync(join(folder, `${region}.jdsnap`));
  const { counts } = new Snapshot(buffer);
  return {
    rows,
    readS,
    buildS,
    saveS,
    mb: buffer.byteLength / 1e6,
    fileMb: (blocks * 512) / 1e6,
    counts,
    peakMb: peakMb(),
  };
}

async function openFile(): Promise<object> {
  const state = (await store.regions()).find(({ id }) => id === region);
  if (state === undefined) throw new Error(`no region ${region}`);
  const [buffer, openS] = await timed(() => readSnapshot(folder, state));
  if (buffer === null) throw new Error('no file of this state');
  const afterOpenMb = peakMb();
  const [record, readS] = await timed(() => store.readPacked(region, CAPACITY_TABLES));
  if (record === null) throw new Error(`no region ${region}`);
  const [, fillS] = await timed(() =>
    fillCapacity(new Snapshot(buffer), record.rows, rules, state.ledgerVersion),
  );
  return { openS, afterOpenMb, readS, fillS, peakMb: peakMb() };
}

console.log(JSON.stringify(step === 'build' ? await build() : await openFile()));
await store.close();
