import { pino } from 'pino';
import { CaseFeed } from '../../src/casework/case-feed.ts';
import { CaseDocuments } from '../../src/casework/case-documents.ts';
import { Casework } from '../../src/casework/casework.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { today } from '../../src/contract/today.ts';
import { createApp } from '../../src/http/app.ts';
import { signToken } from '../../src/http/tokens.ts';
import { readSites } from '../../src/ingest/sites/read-sites.ts';
import { TABLE_NAMES, type RegionRows } from '../../src/model/record.ts';
import type { ImportItem, Store } from '../../src/model/store.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { RecordFollower } from '../../src/worker/follow-record.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { loadRegion } from '../../src/worker/load-region.ts';
import { PaperPress } from '../../src/worker/paper-press.ts';
import { Pool } from '../../src/worker/pool.ts';
import { Watch } from '../../src/planning/warnings/watch.ts';
import { reinforcement } from '../../src/casework/reinforcement.ts';
import { Publisher } from '../../src/planning/publication/publisher.ts';
import { fakeDoctor } from '../http/fake-parts.ts';
import { drawGrid } from './drawn-grid.ts';
import { from, run, staged } from './staged-items.ts';

const SECRET = new TextEncoder().encode('a key for tests only, 32 bytes or more');

/** Two feeders of one busbar, each with poles and a ring main unit that has one spare bay. */
export const TWO_FEEDERS: RegionRows = (() => {
  const drawn = drawGrid({
    mv: ['F1: B -300- P1 -300- P2 -200- R1', 'F2: B -300- P3 -300- P4 -200- R2'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 2000, F2: 2000, M1: 4000 },
    spare: { R1: 1, R2: 1 },
  });
  return {
    ...drawn,
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 3000, fault_level_ka: 12 })),
  };
})();

/** Brings the rows of a region into a record. */
export const bringRows = async (store: Store, region: string, rows: RegionRows): Promise<void> => {
  const items: ImportItem[] = TABLE_NAMES.flatMap((table) => rows[table].map((row) => staged(table, row)));
  const report = await store.importRows(run({ region }), from(items));
  if (report.outcome !== 'imported') throw new Error(JSON.stringify(report.defects.slice(0, 3)));
};

const { data, packs, calendar } = loadData('data');
const [national] = packs.filter(({ id }) => id === data.defaultPack);

/** A whole service over a database: record, planner that follows it, casework and HTTP. */
export const openCaseHouse = async (db: Db, clock = () => new Date('2026-11-20T02:00:00Z')) => {
  const store = storeOver(db);
  const pool = new Pool({ data, packs, threads: 1, maxQueue: 1000, deadlineMs: 30_000 });
  const rules = capacityRules(national!);
  const load = loadRegion({ store, rules, folder: null });
  const failed: unknown[] = [];
  const log: string[] = [];
  const quiet = {
    only: null,
    onShown: () => undefined,
    onFailed: (_region: string, error: unknown) => void failed.push(error),
  };
  const follower = new RecordFollower({ store, rules, pool, load, ...quiet });
  store.hearCommitted((region, changes) => {
    follower.committed(region, changes);
  });
  let [looking, again]: [Promise<unknown> | null, boolean] = [null, false];
  const look = (): void => {
    again = looking !== null;
    looking ??= follower.look().finally(() => {
      looking = null;
      if (again) look();
    });
  };
  await follower.look();
  const deafen = await store.hearMoves(look);
  const casework = new Casework({
    cases: store.cases,
    planner: pool,
    packs,
    calendar,
    defaultPack: data.defaultPack,
    now: clock,
    dayOf: today,
  });
  const feed = await CaseFeed.open(
    store.cases,
    { most: 6, mostPerPerson: 4, lookEveryMs: 500 },
    (error) => void failed.push(error),
  );
  const press = new PaperPress({ fonts: 'data/fonts', terms: 'data/papers/letter-terms.json' });
  const app = createApp({
    planner: pool,
    store,
    casework,
    documents: new CaseDocuments({
      cases: store.cases,
      packs,
      defaultPack: data.defaultPack,
      now: clock,
      dayOf: today,
    }),
    feed,
    press,
    watch: new Watch({
      planner: pool,
      book: store.warnings,
      askedFor: async (region) => reinforcement(await store.queue.fallenShort(region)),
      now: clock,
      dayOf: today,
      finder: 'test',
    }),
    readSites,
    publisher: new Publisher({ planner: pool, store, pack: national!, now: clock, dayOf: today }),
    doctor: fakeDoctor(),
    issuer: null,
    secret: SECRET,
    now: clock,
    logger: pino({ level: 'trace' }, { write: (line) => void log.push(line) }),
    version: '0.1.0',
    webhookTargets: 'private',
    metricsFrom: 'loopback',
    publicUrl: null,
    mapDatum: 'WGS84',
  });
  return {
    store,
    pool,
    app,
    casework,
    feed,
    failed,
    log,
    token: async (caller: Partial<Caller> = {}): Promise<string> => {
      const manager: Caller = { role: 'manager', sub: 'm1', regions: ['demo'] };
      return `Bearer ${await signToken({ ...manager, minutes: 600, ...caller }, SECRET, clock())}`;
    },
    close: async () => {
      await feed.close();
      await deafen();
      await looking;
      await pool.close();
      await press.close();
      await store.close();
    },
  };
};

export type CaseHouse = Awaited<ReturnType<typeof openCaseHouse>>;
