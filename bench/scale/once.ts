/**
 * One step of `bench/scale` in a process of its own, so that its memory is its own. Prints JSON.
 *
 *   tsx bench/scale/once.ts build|open|commit <database url> <region> <folder>
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { applyLedgerChanges } from '../../src/snapshot/apply-ledger-changes.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { readSnapshot, writeSnapshot } from '../../src/snapshot/file.ts';
import { fillCapacity } from '../../src/snapshot/fill-capacity.ts';
import { CAPACITY_TABLES, GRID_TABLES } from '../../src/snapshot/grid-rows.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { openDb, openStore } from '../../src/store/open-store.ts';
import { commitAt } from './commit-at.ts';
import { loadRegion } from '../../src/worker/load-region.ts';
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
  const [{ buffer, notes }, buildS] = await timed(() => buildSnapshot(record, rules));
  const [, saveS] = await timed(() =>
    writeSnapshot(folder, buffer, { ledgerMark: record.state.ledgerMark, rules, notes }),
  );
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
  const [kept, openS] = await timed(() => readSnapshot(folder, state, rules));
  if (kept === null) throw new Error('no file of this state');
  const { buffer } = kept;
  const afterOpenMb = peakMb();
  const [record, readS] = await timed(() => store.readPacked(region, CAPACITY_TABLES));
  if (record === null) throw new Error(`no region ${region}`);
  const [, fillS] = await timed(() =>
    fillCapacity(new Snapshot(buffer), record.rows, rules, state.ledgerVersion),
  );
  return { openS, afterOpenMb, readS, fillS, peakMb: peakMb() };
}

const COMMITS = 201;

/** Milliseconds from each of some commits until another thread has its room, in the process that committed them. */
async function seeCommits(): Promise<object> {
  const state = (await store.regions()).find(({ id }) => id === region);
  const loaded = state === undefined ? null : await loadRegion({ store, rules, folder })(state, null);
  if (loaded === null) throw new Error(`no region ${region}`);
  const { buffer } = loaded;
  const snapshot = new Snapshot(buffer);
  const thread = new Worker(new URL('./see-commits.ts', import.meta.url), {
    workerData: { buffer, rules, times: COMMITS },
  });
  await once(thread, 'message');
  const db = await openDb({ databaseUrl });
  const seenMs: number[] = [];
  for (let i = 0; i < COMMITS; i++) {
    const seen = once(thread, 'message');
    const change = await commitAt(db, region, i);
    const from = performance.timeOrigin + performance.now();
    if (!applyLedgerChanges(snapshot, rules, [change])) throw new Error('the ledger could not be followed');
    const [at] = (await seen) as [number];
    seenMs.push(at - from);
  }
  await db.close();
  seenMs.sort((a, b) => a - b);
  return { p50: seenMs[COMMITS >> 1], p99: seenMs[Math.floor(0.99 * COMMITS)] };
}

const STEPS: Readonly<Record<string, () => Promise<object>>> = { build, open: openFile, commit: seeCommits };
const run = STEPS[step ?? ''];
if (run === undefined) throw new Error(`there is no step ${step}; steps: ${Object.keys(STEPS).join(', ')}`);
console.log(JSON.stringify(await run()));
await store.close();
