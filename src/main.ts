#!/usr/bin/env node
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { CaseFeed } from './casework/case-feed.ts';
import { CaseDocuments } from './casework/case-documents.ts';
import { Casework } from './casework/casework.ts';
import { reinforcement } from './casework/reinforcement.ts';
import { CommandFailure, RecordHeld } from './cli/failure.ts';
import type { House, OpenPlanner, OpenPublisher, Service, Worker } from './cli/house.ts';
import { runCommandLine } from './cli/run.ts';
import { type Closers, closeAll, openOrClose } from './closers.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { today } from './contract/today.ts';
import { FOLLOW_EVERY_MS, followRegions, showRegions, snapshotFolder } from './follow-regions.ts';
import { listen } from './http/serve.ts';
import { parseLimits } from './ingest/doctor/limits.ts';
import { openDoctor } from './ingest/doctor/open-doctor.ts';
import { importFiles } from './ingest/import-files.ts';
import { readSites } from './ingest/sites/read-sites.ts';
import { keepUnasked } from './keep-unasked.ts';
import type { Doctor } from './model/finding.ts';
import type { Store } from './model/store.ts';
import type { WorkingCalendar } from './policy/calendar.ts';
import { type Pack, capacityRules } from './policy/pack.ts';
import { keepScreeningFor, screeningPool, showIn } from './screening-threads.ts';
import { readSnapshots } from './snapshot/file.ts';
import { openStore } from './store/open-store.ts';
import { IN_USE, StoreFault } from './store/store-fault.ts';
import { Publisher } from './planning/publication/publisher.ts';
import { Watch } from './planning/warnings/watch.ts';
import { loadData } from './worker/load-data.ts';
import type { ThreadData } from './worker/messages.ts';
import { PaperPress } from './worker/paper-press.ts';
import { Pool } from './worker/pool.ts';
import { issuerOf, secretOf, sign } from './who-may-enter.ts';

/** The package's own folder: the parent of `src` as of `dist`. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = join(ROOT, 'data');
const LIMITS = join(DATA, 'doctor', 'limits.json');
const FONTS = join(DATA, 'fonts');
const LETTER_TERMS = join(DATA, 'papers', 'letter-terms.json');
const DEMO = { region: 'demo', folder: join(DATA, 'demo') } as const;
/** Streams of events that one person may have open at once. */
const STREAMS_EACH = 10;

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const say = (line: string): void => {
  process.stderr.write(`jiedian: ${line}\n`);
};

/** What stands in the data folder, and the pack that regions fall back to. */
function inForce(): Pick<Opened, 'data' | 'packs' | 'pack' | 'rules' | 'calendar'> {
  const { data, packs, calendar } = loadData(DATA);
  const [pack] = packs.filter(({ id }) => id === data.defaultPack);
  if (pack === undefined) throw new Error(`no pack ${data.defaultPack}`);
  return { data, packs, pack, rules: capacityRules(pack), calendar };
}

function poolFor({ queue, deadlineMs }: Config, threads: number): Omit<Opened, 'closers'> {
  const known = inForce();
  const { data, packs } = known;
  const pool = new Pool({ data, packs, threads, maxQueue: queue, deadlineMs });
  return Object.assign(known, { pool });
}

const doctorFor = (store: Store): Doctor =>
  openDoctor(store, parseLimits(LIMITS, readFileSync(LIMITS, 'utf8')));

async function openRecord({ databaseUrl, dataDir }: Config): Promise<Store> {
  try {
    return await openStore(databaseUrl === null ? { dataDir: join(dataDir, 'database') } : { databaseUrl });
  } catch (error) {
    if (!isHeld(error)) throw error;
    throw new RecordHeld(`${error.message}: stop that service first`, { cause: error });
  }
}

const isHeld = (error: unknown): error is StoreFault => error instanceof StoreFault && error.code === IN_USE;

/** A first start on the embedded database has something to show. */
async function importDemo(store: Store): Promise<void> {
  if ((await store.regions()).length > 0) return;
  say('first start: importing the demo region …');
  const report = await importFiles({
    store,
    format: 'tables',
    paths: [DEMO.folder],
    region: DEMO.region,
    quarantine: false,
  });
  if (report.outcome !== 'imported')
    throw new Error(`the demo region was ${report.outcome}: ${JSON.stringify(report.defects[0])}`);
}

async function startService(config: Config): Promise<Service> {
  const opened = poolFor(config, config.threads);
  const { pool } = opened;
  const closers: Closers = [() => pool.close()];
  return openOrClose(closers, () => serveFrom(config, Object.assign(opened, { closers })));
}

interface Opened {
  readonly pool: Pool;
  readonly data: ThreadData;
  readonly packs: readonly Pack[];
  readonly calendar: WorkingCalendar;
  /** The one for regions that have none of their own. */
  readonly pack: Pack;
  readonly rules: ReturnType<typeof capacityRules>;
  readonly closers: Closers;
}

async function serveFrom(config: Config, opened: Opened): Promise<Service> {
  const { pool, packs, pack, rules, calendar, closers } = opened;
  const logger = pino({ level: config.logLevel }, pino.destination(2));
  // The database opens in a thread of its own; meanwhile this one loads the HTTP side.
  const [store, { createApp }] = await Promise.all([openRecord(config), import('./http/app.ts')]);
  closers.push(() => store.close());
  if (config.databaseUrl === null) await importDemo(store);
  const screening = screeningBeside(config, opened);
  const shown = showIn(pool, ...screening);
  const { keep, stop } = await followRegions(config, { store, rules, pool: shown }, { logger, closers });
  const now = (): Date => new Date();
  const press = new PaperPress({ fonts: FONTS, terms: LETTER_TERMS });
  closers.push(() => press.close());
  const casework = new Casework({
    cases: store.cases,
    planner: pool,
    packs,
    calendar,
    defaultPack: pack.id,
    now,
    dayOf: today,
  });
  const watch = watchOver(store, opened);
  const feed = await feedFor(config, store, logger);
  closers.push(() => feed.close());
  const parts = {
    planner: pool,
    store,
    doctor: doctorFor(store),
    casework,
    documents: new CaseDocuments({ cases: store.cases, packs, defaultPack: pack.id, now, dayOf: today }),
    feed,
    press,
    readSites,
    publisher: new Publisher({ planner: pool, store, pack, now, dayOf: today }),
    watch,
    secret: await secretOf(config),
    issuer: issuerOf(config, logger),
    now,
    logger,
    version,
    webhookTargets: config.webhookTargets,
    metricsFrom: config.metricsFrom,
    publicUrl: config.publicUrl,
    mapDatum: config.mapDatum,
  };
  const { address, close } = await listen(createApp(parts), config);
  await keepUnasked(
    { casework, store, planner: pool, watch, now },
    { webhookTargets: config.webhookTargets, logger, closers },
  );
  const asWorker = { threads: config.screeningThreads, logger };
  closers.push(...screening.map((one) => keepScreeningFor(store.screenings, one, asWorker)));
  // First the requests end: a loader cut off while it fills the columns leaves their readers without an answer.
  await keep();
  closers.push(stop, close, () => feed.close());
  return { address, regions: pool.regions().map(({ id }) => id), close: () => closeAll(closers) };
}

const watchOver = (store: Store, { pool, data }: Opened): Watch =>
  new Watch({
    planner: pool,
    book: store.warnings,
    askedFor: async (region) => reinforcement(await store.queue.fallenShort(region)),
    now: () => new Date(),
    dayOf: today,
    finder: `${version} ${createHash('sha256').update(JSON.stringify(data)).digest('hex')}`,
  });

/** The threads for screenings of a process that serves; none where it takes no part in them. */
function screeningBeside({ screeningThreads: threads }: Config, { data, packs, closers }: Opened): Pool[] {
  if (threads === 0) return [];
  const pool = screeningPool({ data, packs, threads }, true);
  closers.push(() => pool.close());
  return [pool];
}

/** A process that screens and does nothing else; its threads have nobody to give way to. */
async function startWork(config: Config): Promise<Worker> {
  const threads = config.screeningThreads;
  if (threads === 0)
    throw new CommandFailure('JIEDIAN_SCREENING_THREADS is 0: there is nothing to work with');
  const { data, packs, rules } = inForce();
  const pool = screeningPool({ data, packs, threads }, false);
  const closers: Closers = [() => pool.close()];
  return openOrClose(closers, async () => {
    const logger = pino({ level: config.logLevel }, pino.destination(2));
    const store = await openRecord(config);
    closers.push(() => store.close());
    const { keep } = await followRegions(config, { store, rules, pool }, { logger, closers });
    await keep();
    closers.push(keepScreeningFor(store.screenings, pool, { threads, logger }));
    return { regions: pool.regions().map(({ id }) => id), close: () => closeAll(closers) };
  });
}

const feedFor = ({ streams }: Config, store: Store, logger: Logger): Promise<CaseFeed> =>
  CaseFeed.open(
    store.cases,
    { most: streams, mostPerPerson: STREAMS_EACH, lookEveryMs: FOLLOW_EVERY_MS },
    (error) => {
      logger.error({ err: error }, 'events could not be looked for');
    },
  );

/** The record, with its regions in a pool. */
async function openFollowed(
  config: Config,
  { pool, rules, closers }: Pick<Opened, 'pool' | 'rules' | 'closers'>,
): Promise<Store> {
  const store = await openRecord(config);
  closers.push(() => store.close());
  await showRegions(config, { store, rules, pool });
  return store;
}

async function openPublisher(config: Config): Promise<OpenPublisher> {
  const { pool, pack, rules } = poolFor(config, 1);
  const closers: Closers = [() => pool.close()];
  return openOrClose(closers, async () => {
    const store = await openFollowed(config, { pool, rules, closers });
    const publisher = new Publisher({ planner: pool, store, pack, now: () => new Date(), dayOf: today });
    return { publisher, close: () => closeAll(closers) };
  });
}

/** Threads on the record, or on the snapshot files while a service holds the embedded directory. */
async function openPlanner(config: Config, work?: 'screening'): Promise<OpenPlanner> {
  const threads = work === 'screening' ? Math.max(1, config.screeningThreads) : 1;
  const { data, packs, rules } = inForce();
  const pool =
    work === 'screening' ? screeningPool({ data, packs, threads }, false) : poolFor(config, threads).pool;
  const closers: Closers = [() => pool.close()];
  try {
    const store = await openFollowed(config, { pool, rules, closers });
    return { planner: pool, store, threads, insteadOfRecord: null, close: () => closeAll(closers) };
  } catch (error) {
    const held = error instanceof RecordHeld ? error : null;
    const buffers = held === null ? [] : await readSnapshots(snapshotFolder(config));
    if (buffers.length === 0) {
      await closeAll(closers);
      throw error;
    }
    for (const buffer of buffers) await pool.show(buffer);
    const why = held?.cause instanceof Error ? held.cause.message : 'the record is in use';
    const insteadOfRecord = `${why}; reading its snapshot files instead, with commitments as of when they were written`;
    return { planner: pool, store: null, threads, insteadOfRecord, close: () => closeAll(closers) };
  }
}

const houseOf = (config: Config): House => ({
  version,
  say,
  openStore: () => openRecord(config),
  doctorFor,
  openPlanner: (work) => openPlanner(config, work),
  openPublisher: () => openPublisher(config),
  startService: () => startService(config),
  startWork: () => startWork(config),
  takesLocalTokens: config.oidc === null || config.secret !== null,
  sign: (grant) => sign(grant, config),
});

// A reader that has seen enough (`| head`) closes the pipe: no fault of anybody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), houseOf(readConfig()));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  say(`the environment is not usable:\n${error.message}`);
  process.exitCode = 2;
}
