/**
 * The snapshot at the size of a province, on a PostGIS server: building, keeping, opening, a service's start and memory,
 * a changed ledger, and a swap under load. Prints a markdown table.
 *
 *   npm run bench:scale -- --size S|M|L [--server postgres://postgres@127.0.0.1] [--only build,open,commit,service]
 *
 * Makes the database `jiedian_bench_<size>` and draws the region into it where it is missing; it stays.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Db } from '../../src/store/db.ts';
import { openDb } from '../../src/store/open-store.ts';
import { RAISE_LEDGER } from '../../src/store/raise-ledger.ts';
import { openServer } from '../../src/store/server/open-server.ts';
import { DEMO_SEED, SIZES } from '../synth/sizes.ts';
import { commitAt } from './commit-at.ts';
import { loadRegion } from './load-region.ts';
import { type Service, startService } from './service.ts';
import { SteadyLoad, type Stretch } from './steady-load.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: 'S' },
    server: { type: 'string', default: 'postgres://postgres@127.0.0.1' },
    only: { type: 'string', default: 'build,open,commit,service' },
    home: { type: 'string' },
    port: { type: 'string', default: '18231' },
  },
});
const size = SIZES.get(values.size);
if (size === undefined) throw new Error(`--size must be one of ${[...SIZES.keys()].join(', ')}`);
const region = values.size.toLowerCase();
const database = `jiedian_bench_${region}`;
const databaseUrl = `${values.server}/${database}`;
const home = values.home ?? mkdtempSync(join(tmpdir(), 'jiedian-scale-'));
const snapshots = join(home, 'snapshots');

const say = (line: string): void => {
  console.error(line);
};
const row = (what: string, figure: string): void => {
  console.log(`| ${what} | ${figure} |`);
};
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const quantile = ({ ms }: Stretch, share: number): number =>
  ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? NaN;

async function isLoaded(db: Db): Promise<boolean> {
  return (await db.query('select 1 as one from regions where id = $1', [region])).length > 0;
}

/** The database with the whole region in it: what a load that was cut left behind is thrown away. */
async function openLoaded(drawn: { readonly name: string; readonly counties: number }): Promise<Db> {
  const admin = openServer(`${values.server}/postgres`);
  const [known] = await admin.query('select 1 as one from pg_database where datname = $1', [database]);
  if (known === undefined) await admin.exec(`create database ${database}`);
  let db = await openDb({ databaseUrl });
  if (!(await isLoaded(db))) {
    await db.close();
    await admin.exec(`drop database ${database}`);
    await admin.exec(`create database ${database}`);
    db = await openDb({ databaseUrl });
    await loadRegion(db, { region, ...drawn, seed: DEMO_SEED }, say);
  }
  await admin.close();
  return db;
}

/** One step in a process of its own; a province's rows do not fit the heap that Node takes by itself. */
function once(step: 'build' | 'open' | 'commit'): Readonly<Record<string, number>> {
  const args = [
    '--max-old-space-size=9000',
    '--import',
    './bench/strip-types.mjs',
    'bench/scale/once.ts',
    step,
    databaseUrl,
    region,
    snapshots,
  ];
  const { stdout, status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the step ${step} ended with code ${status}`);
  return JSON.parse(stdout) as Readonly<Record<string, number>>;
}

const f = (value: number | undefined, digits = 1): string => (value ?? NaN).toFixed(digits);

function build(): void {
  const { rows = 0, readS = NaN, buildS, saveS, mb, fileMb, peakMb } = once('build');
  row('rows read by COPY into columns', `${rows} in ${f(readS)} s, ${f(rows / readS / 1e6, 2)} M rows/s`);
  row('snapshot built from them', `${f(buildS)} s; peak memory of the process ${f(peakMb, 0)} MB`);
  row('snapshot', `${f(mb, 0)} MB; on disk ${f(fileMb, 0)} MB, written in ${f(saveS)} s`);
}

function openFile(): void {
  const { openS, afterOpenMb, readS, fillS, peakMb } = once('open');
  row('file opened and checked', `${f(openS, 2)} s; process then ${f(afterOpenMb, 0)} MB`);
  row('capacity columns', `read ${f(readS, 2)} s, filled ${f(fillS, 2)} s; peak ${f(peakMb, 0)} MB`);
}

function seeCommits(): void {
  const { p50, p99 } = once('commit');
  row(
    'commitment seen by another thread, with its room',
    `median ${f(p50, 2)} ms, p99 ${f(p99, 2)} ms after its commit`,
  );
}

async function places(db: Db): Promise<string[]> {
  const rows = await db.query(
    `select lon_deg, lat_deg from nodes where region_id = $1 order by md5(id) limit 300`,
    [region],
  );
  return rows.map(
    ({ lon_deg: lon, lat_deg: lat }) =>
      `/v1/power-sources?lon=${String(lon)}&lat=${String(lat)}&crs=WGS84&radiusM=1000&region=${region}`,
  );
}

interface Version {
  readonly version: number;
  readonly ledgerVersion: number;
}

async function versionOf({ url, token }: Service): Promise<Version> {
  const answer = await fetch(`${url}/v1/regions`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { items: Version[] };
  const [first] = items;
  if (first === undefined) throw new Error('the service shows no region');
  return first;
}

/** A step of the ledger that nothing is written down of, as of an import of peaks, or other data. */
async function raise(db: Db, what: 'ledger' | 'data'): Promise<void> {
  await db.run(
    what === 'ledger' ? RAISE_LEDGER : 'update regions set data_version = data_version + 1 where id = $1',
    [region],
  );
  await db.notify('jiedian_regions', region);
}

const COMMITS = 21;

/** Seconds from the commit of a change until the service shows it. */
async function untilShown(
  service: Service,
  change: () => Promise<unknown>,
  of: keyof Version,
): Promise<number> {
  const before = await versionOf(service);
  await change();
  const from = performance.now();
  while ((await versionOf(service))[of] === before[of]) await sleep(1);
  return (performance.now() - from) / 1000;
}

const describe = (name: string, stretch: Stretch): void => {
  const [median, p99] = [quantile(stretch, 0.5), quantile(stretch, 0.99)];
  row(
    name,
    `${stretch.ms.length} requests, failed ${stretch.failed}, median ${f(median)} ms, p99 ${f(p99)} ms`,
  );
};

const USUAL_MS = 20_000;

async function serve(db: Db): Promise<void> {
  const service = await startService(databaseUrl, home, Number(values.port));
  try {
    row('service ready from the file', `${f(service.readyS, 2)} s`);
    const load = new SteadyLoad(service, await places(db), 4);
    await sleep(5000);
    load.take();
    await sleep(USUAL_MS);
    const usual = load.take();
    const memory = service.memoryMb();
    row('memory of the service under load', `${f(memory.now, 0)} MB, most ${f(memory.most, 0)} MB`);
    describe('usual load', usual);
    const commitMs: number[] = [];
    for (let i = 0; i < COMMITS; i++)
      commitMs.push(1000 * (await untilShown(service, () => commitAt(db, region, i), 'ledgerVersion')));
    commitMs.sort((a, b) => a - b);
    row(
      'commitment of another process shown over HTTP',
      `${f(commitMs[COMMITS >> 1] ?? NaN)} ms after its commit`,
    );
    describe('meanwhile', load.take());
    const ledgerS = await untilShown(service, () => raise(db, 'ledger'), 'ledgerVersion');
    row('peaks and commitments read again and shown', `${f(ledgerS, 2)} s after their commit`);
    describe('meanwhile', load.take());
    const swapS = await untilShown(service, () => raise(db, 'data'), 'version');
    row('new version built, kept and swapped in', `${f(swapS)} s after its commit`);
    describe('meanwhile', load.take());
    await sleep(USUAL_MS);
    describe('after the swap', load.take());
    await load.stop();
    row(
      'memory after the swap',
      `${f(service.memoryMb().now, 0)} MB, most ${f(service.memoryMb().most, 0)} MB`,
    );
  } finally {
    await service.stop();
  }
}

const db = await openLoaded(size);
console.log(`| size ${values.size} | |\n|---|---|`);
const steps = values.only.split(',');
if (steps.includes('build')) build();
if (steps.includes('open')) openFile();
if (steps.includes('commit')) seeCommits();
if (steps.includes('service')) await serve(db);
await db.close();
if (values.home === undefined) rmSync(home, { recursive: true });
