/**
 * A screening of whole plan sets as a worker does it: sites of the published demand mix all over a synthetic region, taken
 * in as a table, in parts on the queue of a record, screened by threads, results written down. Its rate after the start,
 * beside what one thread does of the same parts with no record. Prints a markdown table.
 *
 *   npm run bench:screening [-- --size S|M|L --sites 200000 --threads 1,2] [--quick]
 *
 * The record is on the server of `DATABASE_URL`, in a database of its own that is dropped, or embedded.
 */
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { SiteRows } from '../../src/contract/screening-site.ts';
import { takeInSites } from '../../src/http/screenings/take-in-sites.ts';
import { readSites } from '../../src/ingest/sites/read-sites.ts';
import { type CaseScope } from '../../src/model/case-book.ts';
import type { ChunkOut, ScreeningTerms } from '../../src/model/screening.ts';
import type { Store } from '../../src/model/store.ts';
import { keepScreening } from '../../src/planning/screening/keep-screening.ts';
import { screeningPool } from '../../src/screening-threads.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { loadData } from '../../src/worker/load-data.ts';
import type { Pool } from '../../src/worker/pool.ts';
import { TWO_FEEDERS, bringRows } from '../../test/support/case-house.ts';
import { openTestDb, throwAwayDatabase } from '../../test/support/database.ts';
import { drawMix } from '../plans/demand-mix.ts';
import { nodesOf } from '../plans/region.ts';
import { snapshotOfSize } from '../support/snapshots.ts';
import { shuffled, sitesTable } from './sites-table.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'M' },
    sites: { type: 'string', default: '200000' },
    threads: { type: 'string', default: '1,2' },
    quick: { type: 'boolean', default: false },
  },
});
const size = values.quick ? 'S' : values.size;
const sites = values.quick ? 600 : Number(values.sites);
const SEED = 29;
const DAY = '2026-11-20';
/** Parts that warm a thread up: it opens the snapshot, compiles what it runs often and fills its caches. */
const WARM_PARTS = values.quick ? 3 : 60;
/** Parts that one warm thread alone is timed at, from all over the screening. */
const ALONE_PARTS = values.quick ? 3 : 40;
const SAY_EVERY_MS = 30_000;
/** Of what so many times one thread does, the goal for that number of threads. */
const GOAL = 0.8;

const say = (line: string): void => {
  console.error(line);
};
const SCOPE: CaseScope = { role: 'planner', sub: 'bench', regions: '*' };
const buffer = await snapshotOfSize(size);
const snapshot = new Snapshot(buffer);
const { region } = snapshot.meta;
const { data, packs } = loadData('data');
const terms: ScreeningTerms = { policy: data.defaultPack, asOf: DAY, statedBy: 'planner', isJoint: false };
const drawn = shuffled(drawMix(nodesOf(snapshot).nodes, sites, SEED), SEED);

/** Takes the sites in as the service does. */
async function begin({ screenings }: Store, id: string): Promise<void> {
  const from = performance.now();
  await takeInSites(
    screenings,
    readSites,
    { region, id, terms, createdAt: new Date().toISOString() },
    {
      scope: SCOPE,
      rows: new SiteRows({}),
      upload: { bytes: Readable.from(sitesTable(drawn)), format: 'csv', quarantine: false },
    },
  );
  say(`${sites} sites taken in and queued in ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

const countOf = ({ sites: text }: ChunkOut): number => (JSON.parse(text) as unknown[]).length;

/** Screens parts with the pool alone, one more under way than there are threads. @returns sites a second. */
async function alone(pool: Pool, parts: readonly ChunkOut[]): Promise<number> {
  const from = performance.now();
  const left = [...parts];
  const work = async (): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      const answer = await pool.screen({ region, terms, sites: part.sites }, 'planner');
      if (!answer.ok) throw new Error(answer.code);
    }
  };
  await Promise.all([work(), work()]);
  const counted = parts.reduce((sum, part) => sum + countOf(part), 0);
  return (1000 * counted) / (performance.now() - from);
}

/** What one thread does with no record, once it is warm, at parts from all over the screening. */
async function oneThread(all: readonly ChunkOut[]): Promise<number> {
  const pool = screeningPool({ data, packs, threads: 1 }, false);
  await pool.show(buffer);
  const spread = (count: number, from: number): ChunkOut[] =>
    Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count + from)]!);
  await alone(pool, spread(WARM_PARTS, 0));
  const rate = await alone(pool, spread(ALONE_PARTS, 1));
  await pool.close();
  return rate;
}

/** Sites a second of a whole screening by so many threads, from the end of its start to its last result. */
async function screenAll({ screenings }: Store, id: string, threads: number): Promise<number> {
  const pool = screeningPool({ data, packs, threads }, false);
  await pool.show(buffer);
  const doneAt: number[] = [];
  const failures: unknown[] = [];
  const stop = keepScreening({
    book: screenings,
    planner: pool,
    atOnce: threads + 1,
    now: () => new Date(),
    onDone: () => void doneAt.push(performance.now()),
    onFault: (_taken, faults) => void failures.push(faults),
    onFailed: (error) => void failures.push(error),
  });
  let saidAt = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const found = await screenings.read(SCOPE, id);
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now();
      say(`${found?.screened ?? 0} of ${sites} sites screened …`);
    }
    if (failures.length > 0) throw new Error('sites could not be screened', { cause: failures[0] });
    if (found?.status === 'done') break;
  }
  await stop();
  await pool.close();
  const start = threads * WARM_PARTS;
  const partSites = sites / doneAt.length;
  return (1000 * partSites * (doneAt.length - start)) / (doneAt.at(-1)! - doneAt[start - 1]!);
}

const made = process.env['DATABASE_URL'] === undefined ? null : await throwAwayDatabase();
const db = made === null ? await openTestDb() : await openDb({ databaseUrl: made.url });
const store = storeOver(db);
await bringRows(store, region, TWO_FEEDERS);
const where = made === null ? 'embedded record' : 'record on a server';
console.log(`${sites.toLocaleString('en')} sites of size ${size}, ${where}:\n`);
console.log('| threads | sites/s | one thread alone, sites/s | of threads × alone |\n|---:|---:|---:|---:|');
for (const threads of values.threads.split(',').map(Number)) {
  const id = `bench-${threads}`;
  await begin(store, id);
  const parts = await store.screenings.parts(SCOPE, id, -1, sites);
  const least = 2 * threads * WARM_PARTS;
  if (parts.length < least)
    throw new Error(
      `${sites} sites are ${parts.length} parts: ${threads} threads need ${least} to be warm half the time`,
    );
  const single = await oneThread(parts);
  const rate = await screenAll(store, id, threads);
  const share = rate / (threads * single);
  const verdict = `${share.toFixed(2)} (goal ≥ ${GOAL})`;
  console.log(`| ${threads} | ${rate.toFixed(0)} | ${single.toFixed(0)} | ${verdict} |`);
}
await store.close();
await made?.drop();
