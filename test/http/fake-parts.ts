import { pino } from 'pino';
import { CaseDocuments } from '../../src/casework/case-documents.ts';
import { Casework } from '../../src/casework/casework.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { today } from '../../src/contract/today.ts';
import { createApp } from '../../src/http/app.ts';
import type { Parts } from '../../src/http/parts.ts';
import { signToken } from '../../src/http/tokens.ts';
import { readSites } from '../../src/ingest/sites/read-sites.ts';
import type { Doctor, Finding } from '../../src/model/finding.ts';
import type { Answer, Planner } from '../../src/model/planner.ts';
import type { AddressHit, RegionState, Store } from '../../src/model/store.ts';
import { loadData } from '../../src/worker/load-data.ts';
import {
  capacityListSample,
  chainSample,
  powerSourcesSample,
  supplyPlansSample,
  whatIfSample,
} from '../contract/sample-answers.ts';

const SECRET = new TextEncoder().encode('a key for tests only, 32 bytes or more');
const { packs: PACKS, calendar, data } = loadData('data');
const NOW = new Date('2026-11-20T02:00:00Z');

const finished = (answer: object): Answer => ({
  ok: true,
  body: JSON.stringify(answer),
  phasesMs: { search: 1.5, encode: 0.25 },
});

const region = (id: string) => ({
  id,
  name: `Region ${id}`,
  version: 12,
  ledgerVersion: 4711,
  dataAsOf: '2026-11-20T01:02:03.000Z',
  bbox: [113, 33, 114, 35],
});

/** Two regions side by side, `demo` west of 114° and `east` from 113.9° on; both reach what lies between. */
export function fakePlanner(changes: Partial<Planner> = {}): Planner {
  const holds: Readonly<Record<string, (lon: number) => boolean>> = {
    demo: (lon) => lon > 113 && lon < 114,
    east: (lon) => lon > 113.9 && lon < 115,
  };
  return {
    regions: () => [region('demo'), region('east')],
    regionsAt: ({ lon }, among) =>
      Object.keys(holds).filter((id) => (among === '*' || among.includes(id)) && holds[id]?.(lon) === true),
    policies: () => [
      {
        id: 'jiaxian-2021',
        version: 3,
        status: 'in-force',
        name: '郏县',
        validFrom: '2021-01-01',
        validTo: null,
      },
    ],
    usualPolicy: () => 'jiaxian-2021',
    supplyPlans: () => Promise.resolve(finished(supplyPlansSample)),
    urgentPlans: () => Promise.resolve(finished(supplyPlansSample)),
    screen: () => Promise.resolve(finished([])),
    screenJointly: () => Promise.resolve(finished({ rows: [], holds: [] })),
    jointUpTo: () => 0,
    endJoint: () => Promise.resolve(),
    powerSources: () => Promise.resolve(finished(powerSourcesSample)),
    capacityList: () => Promise.resolve(finished(capacityListSample)),
    capacityMap: () => Promise.resolve({ ok: true, map: Uint8Array.of(1, 2, 3), phasesMs: { search: 0.5 } }),
    chain: () => Promise.resolve(finished(chainSample)),
    whatIf: () => Promise.resolve(finished(whatIfSample)),
    warnings: () =>
      Promise.resolve({
        ok: true,
        ...{ version: 12, ledgerVersion: 4711, batches: [], phasesMs: {} },
        counts: { over: 0, heavy: 0, 'short-margin': 0, queue: 0, 'stale-data': 0 },
      }),
    gridFigures: ({ region: id }) =>
      Promise.resolve(finished({ region: id, version: 12, ledgerVersion: 4711, elements: [] })),
    room: ({ ids }) =>
      Promise.resolve(finished({ version: 12, ledgerVersion: 4711, room: ids.map(() => null) })),
    tile: ({ regions }) =>
      Promise.resolve({
        ok: true,
        tile: Uint8Array.of(1, 2, 3),
        versions: regions.map((id) => ({ id, version: 12, ledgerVersion: 4711 })),
        phasesMs: { tile: 0.5 },
      }),
    load: () => ({ queued: 3, threads: 2, utilization: 0.5 }),
    close: () => Promise.resolve(),
    ...changes,
  };
}

export const hit = (text: string, score: number, changes: Partial<AddressHit> = {}): AddressHit => ({
  region: 'demo',
  id: text,
  text,
  at: { lon: 113.2, lat: 33.9 },
  score,
  match: 'similar',
  ...changes,
});

const notAsked = (): Promise<never> => Promise.reject(new Error('the HTTP side asks no such thing'));

export function fakeStore(hits: readonly AddressHit[] = [], changes: Partial<Store> = {}): Store {
  return {
    cases: {
      create: notAsked,
      read: notAsked,
      list: notAsked,
      change: notAsked,
      file: notAsked,
      documents: notAsked,
      document: notAsked,
      ownRows: notAsked,
      offers: notAsked,
      offer: notAsked,
      overrides: notAsked,
      countOffers: notAsked,
      choose: notAsked,
      audit: notAsked,
      week: notAsked,
      verifyAudit: notAsked,
      expire: notAsked,
      giveNotice: notAsked,
      events: notAsked,
      lastEvents: notAsked,
      hearEvents: notAsked,
    },
    warnings: { look: notAsked, lastLook: notAsked, standing: notAsked, latest: notAsked },
    publications: { publish: notAsked, list: notAsked, read: notAsked, elements: notAsked },
    queue: { fallenShort: notAsked, tell: notAsked, forget: notAsked },
    asBuilt: { list: notAsked },
    screenings: {
      begin: notAsked,
      append: notAsked,
      start: notAsked,
      drop: notAsked,
      read: notAsked,
      list: notAsked,
      cancel: notAsked,
      parts: notAsked,
      take: notAsked,
      settle: notAsked,
      holds: notAsked,
      giveBack: notAsked,
      dropAbandoned: notAsked,
    },
    webhooks: {
      register: notAsked,
      list: notAsked,
      read: notAsked,
      remove: notAsked,
      deliveries: notAsked,
      sendAgain: notAsked,
      makeDue: notAsked,
      takeDue: notAsked,
      settle: notAsked,
    },
    describe: () => Promise.resolve({ kind: 'embedded', postgis: '3.5' }),
    regions: notAsked,
    readRegion: notAsked,
    readPacked: notAsked,
    ledgerChanges: notAsked,
    hearMoves: notAsked,
    hearCommitted: () => undefined,
    importRows: notAsked,
    features: notAsked,
    crsText: notAsked,
    searchAddresses: (regions, _text, limit) =>
      Promise.resolve(hits.filter((one) => regions.includes(one.region)).slice(0, limit)),
    close: () => Promise.resolve(),
    ...changes,
  };
}

/** A doctor who finds this in every region. */
export const fakeDoctor = (
  findings: readonly Finding[] = [],
  changes: Partial<RegionState> = {},
): Doctor => ({
  examine: (id) =>
    Promise.resolve({
      state: {
        id,
        name: id,
        dataVersion: 12,
        ledgerVersion: 4711,
        ledgerMark: 'm',
        dataAsOf: '2026-11-20T01:02:03.000Z',
        ...changes,
      },
      findings,
    }),
});

/** Parts with lines of the log collected. */
export function fakeParts(changes: Partial<Parts> = {}): Parts & { readonly log: string[] } {
  const log: string[] = [];
  const { planner = fakePlanner(), store = fakeStore() } = changes;
  const now = changes.now ?? (() => NOW);
  const casework = new Casework({
    cases: store.cases,
    planner,
    packs: PACKS,
    calendar,
    defaultPack: data.defaultPack,
    now,
    dayOf: today,
  });
  const logger = pino({ level: 'info' }, { write: (line) => void log.push(line) });
  return {
    planner,
    store,
    doctor: fakeDoctor(),
    casework,
    documents: new CaseDocuments({
      cases: store.cases,
      packs: PACKS,
      defaultPack: data.defaultPack,
      now,
      dayOf: today,
    }),
    press: { replyLetter: notAsked, weeklyTable: notAsked, publicationFile: notAsked },
    feed: { follow: () => () => undefined, count: 0 },
    readSites,
    publisher: { publish: notAsked },
    watch: { look: notAsked, counts: () => new Map() },
    secret: SECRET,
    issuer: null,
    now,
    logger,
    version: '0.1.0',
    webhookTargets: 'public',
    metricsFrom: 'loopback',
    publicUrl: null,
    mapDatum: 'WGS84',
    ...changes,
    log,
  };
}

export const fakeApp = (changes: Partial<Parts> = {}) => createApp(fakeParts(changes));

/** `Authorization` of a caller; a manager of `demo` unless told otherwise. */
export async function bearer(changes: Partial<Caller> & { minutes?: number } = {}): Promise<string> {
  const manager: Caller = { role: 'manager', sub: 'm1', regions: ['demo'] };
  return `Bearer ${await signToken({ ...manager, minutes: 10, ...changes }, SECRET, NOW)}`;
}

export const plansBody = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630 },
  customer: { category: 'industrial' },
};
