import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import { powerSourcesAnswer } from '../../src/contract/power-sources.ts';
import type { ChainQuery } from '../../src/model/planner.ts';
import type { LedgerChange } from '../../src/model/ledger-change.ts';
import type { RegionRows, Row } from '../../src/model/record.ts';
import type { RegionState, Store } from '../../src/model/store.ts';
import { RecordFollower } from '../../src/worker/follow-record.ts';
import { type Loaded, loadRegion } from '../../src/worker/load-region.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { Pool } from '../../src/worker/pool.ts';
import { drawGrid, placeAt, rowOf } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';

const DRAWN = drawGrid({
  mv: ['F1: B -500- P1 -300- P2'],
  transformers: { T1: { at: 'P2', kva: 315 } },
  mains: { B: { id: 'M1', kva: 40_000 } },
  peaks: { F1: 2000, M1: 20_000 },
});

const TOWN: RegionRows = {
  ...DRAWN,
  busbar_sections: DRAWN.busbar_sections.map((row) => ({ ...row, rating_a: 3000 })),
};

/** A record that is changed by hand. */
class Kept {
  rows: RegionRows = TOWN;
  state: RegionState = {
    ...{ id: 'town', name: 'town', dataVersion: 1, ledgerVersion: 1, ledgerMark: 'm1' },
    dataAsOf: '2026-11-20T00:00:00.000Z',
  };
  readonly asked: string[][] = [];
  readonly changes: LedgerChange[] = [];

  readonly store: Pick<Store, 'regions' | 'readPacked' | 'ledgerChanges'> = {
    regions: () => Promise.resolve([this.state]),
    readPacked: (_region, tables) => {
      this.asked.push([...tables]);
      return Promise.resolve({ state: this.state, rows: packRows(this.rows) });
    },
    ledgerChanges: (_region, after) =>
      Promise.resolve(this.changes.filter(({ ledgerVersion }) => ledgerVersion > after)),
  };

  change(rows: Partial<RegionRows>): void {
    this.rows = { ...this.rows, ...rows };
    const ledgerVersion = this.state.ledgerVersion + 1;
    this.state = { ...this.state, ledgerVersion, ledgerMark: `m${ledgerVersion}` };
  }

  /** Promises something, as casework does. */
  promise(id: string, kva: number): LedgerChange {
    const fromMark = this.state.ledgerMark;
    const row = rowOf('commitments', { id, origin: 'service', at_kind: 'node', at_id: 'P2', kva });
    this.change({ commitments: [...this.rows.commitments, row] });
    const { ledgerVersion, ledgerMark } = this.state;
    const change = { ledgerVersion, ledgerMark, fromMark, before: [], after: [row] };
    this.changes.push(change);
    return change;
  }
}

const measurement = (over: Partial<Row<'measurements'>>): Row<'measurements'> =>
  rowOf('measurements', {
    ...{ element_kind: 'feeder', element_id: 'F1', season: 'summer', quality: 'measured' },
    ...{ from_on: '2026-06-01', to_on: '2026-08-31', measured_on: '2026-08-10', ...over },
  });

let pool: Pool;
beforeAll(() => {
  pool = new Pool({ ...loadData('data'), threads: 2, maxQueue: 1000, deadlineMs: 30_000 });
});
afterAll(() => pool.close());

async function follow() {
  const kept = new Kept();
  const shown: Loaded[] = [];
  const follower = new RecordFollower({
    ...{ store: kept.store, rules: pack.capacity, pool, only: null },
    load: loadRegion({ store: kept.store, rules: pack.capacity, folder: null }),
    onShown: (one) => shown.push(one),
    onFailed: (_region, error) => {
      throw error;
    },
  });
  const look = async () => ((await follower.look()) === 0 ? null : (shown.at(-1)?.how ?? null));
  expect(await look()).toBe('built');
  return { kept, look, follower };
}

async function chain(over: Partial<ChainQuery> = {}) {
  const query = { region: 'town', elementId: 'F1', kind: 'feeder', asOf: '2026-11-20', ...over };
  const answer = await pool.chain(query, 'planner');
  if (!answer.ok) throw new Error(answer.code);
  return chainAnswer.parse(JSON.parse(answer.body));
}

test('a measurement reaches the answers without a new topology, with its ledger version', async () => {
  const { kept, look } = await follow();
  expect((await chain()).chain[0]).toMatchObject({ elementId: 'F1', peakKva: 2000 });
  kept.change({ measurements: [measurement({ peak_kva: 2750.5 })] });
  expect(await look()).toBe('refreshed');
  expect(kept.asked.at(-1)).toEqual(['peaks', 'curves', 'measurements', 'abnormal_periods', 'commitments']);
  const { snapshot, ledgerVersion, chain: rows } = await chain();
  expect([snapshot.version, ledgerVersion]).toEqual([1, 2]);
  expect(rows[0]).toMatchObject({ peakKva: 2750.5, asOf: '2026-08-10' });
  expect(await look()).toBeNull();
});

test('while peaks change again and again, every answer is of one state, and of the one its version says', async () => {
  const { kept, look } = await follow();
  const peaks = new Map([[1, 2000]]);
  const answers: Promise<Awaited<ReturnType<typeof chain>>>[] = [];
  for (let round = 2; round <= 30; round++) {
    const peak = 1000 + 10 * round;
    peaks.set(round, peak);
    // Head and main transformer move together, so that a mixed answer would show.
    const mains = measurement({ element_kind: 'main-transformer', element_id: 'M1', peak_kva: 10 * peak });
    kept.change({ measurements: [measurement({ peak_kva: peak }), mains] });
    const asked = Array.from({ length: 6 }, () => chain());
    answers.push(...asked);
    await asked[0];
    expect(await look()).toBe('refreshed');
  }
  const versions = new Set<number>();
  for (const { ledgerVersion, chain: rows } of await Promise.all(answers)) {
    versions.add(ledgerVersion);
    const [head, main] = [rows[0]?.peakKva, rows.at(-1)?.peakKva];
    expect(head).toBe(peaks.get(ledgerVersion));
    expect(main).toBe(10 * (ledgerVersion === 1 ? 2000 : (peaks.get(ledgerVersion) ?? 0)));
  }
  expect(versions.size).toBeGreaterThan(3);
});

const committed = async () => (await chain()).chain.map(({ committedKva }) => committedKva);

test('what casework promises is followed step by step, without reading the commitments', async () => {
  const { kept, look } = await follow();
  const reads = kept.asked.length;
  kept.promise('C1', 100);
  kept.promise('C2', 50.5);
  expect(await look()).toBe('followed');
  expect([await committed(), (await chain()).ledgerVersion]).toEqual([[150.5, 150.5, 150.5], 3]);
  expect(kept.asked).toHaveLength(reads);
  // A step of an import has no row: what is missing is read.
  kept.change({ measurements: [measurement({ peak_kva: 2100 })] });
  kept.promise('C3', 10);
  expect(await look()).toBe('refreshed');
  expect(await committed()).toEqual([160.5, 160.5, 160.5]);
});

test('what this process has committed itself is shown at once, and not again at the next look', async () => {
  const { kept, look, follower } = await follow();
  expect(follower.committed('town', [kept.promise('C1', 100)])).toBe(true);
  expect(await committed()).toEqual([100, 100, 100]);
  expect(await look()).toBeNull();
  // Another process was first: its step is missing here, and the next look brings both.
  kept.promise('C2', 20);
  expect(follower.committed('town', [kept.promise('C3', 3)])).toBe(false);
  expect(await look()).toBe('followed');
  expect(await committed()).toEqual([123, 123, 123]);
});

test('a ledger of the same version that is another one, as after a restore, is read again', async () => {
  const { kept, look } = await follow();
  kept.state = { ...kept.state, ledgerMark: 'restored' };
  expect(await look()).toBe('refreshed');
  expect(await look()).toBeNull();
  // Steps that begin at another ledger than the one on show are none of it.
  kept.promise('C1', 100);
  kept.changes[0] = { ...kept.changes[0]!, fromMark: 'm1' };
  expect(await look()).toBe('refreshed');
});

describe('a start from the kept file', () => {
  const startIn = async (kept: Kept, folder: string) => {
    kept.asked.length = 0;
    const load = loadRegion({ store: kept.store, rules: pack.capacity, folder });
    const { how, buffer, state } = (await load(kept.state, null))!;
    await pool.show(buffer);
    return { how, state, isFilled: kept.asked.length > 0, committed: await committed() };
  };
  let kept: Kept;
  let folder: string;
  beforeEach(async () => {
    [kept, folder] = [new Kept(), await mkdtemp(join(tmpdir(), 'jiedian-start-'))];
    kept.promise('C1', 100);
    expect(await startIn(kept, folder)).toMatchObject({ how: 'built', committed: [100, 100, 100] });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('reads nothing of the record where nothing has changed, and the steps since where they are known', async () => {
    const same = { how: 'read', state: kept.state, isFilled: false, committed: [100, 100, 100] };
    expect(await startIn(kept, folder)).toEqual(same);
    kept.promise('C2', 20);
    kept.promise('C3', 3);
    const later = { how: 'read', state: kept.state, isFilled: false, committed: [123, 123, 123] };
    expect(await startIn(kept, folder)).toEqual(later);
  });

  test('fills what it cannot follow, and keeps that', async () => {
    kept.change({ measurements: [measurement({ peak_kva: 2100 })] });
    expect(await startIn(kept, folder)).toMatchObject({ how: 'read', isFilled: true });
    expect((await chain()).chain[0]).toMatchObject({ peakKva: 2100 });
    expect(await startIn(kept, folder)).toMatchObject({ how: 'read', isFilled: false });
    expect((await chain()).chain[0]).toMatchObject({ peakKva: 2100 });
  });

  test('takes no ledger for another of the same version', async () => {
    kept.change({ commitments: [] });
    kept.state = { ...kept.state, ledgerVersion: 2, ledgerMark: 'restored' };
    expect(await startIn(kept, folder)).toMatchObject({ isFilled: true, committed: [0, 0, 0] });
  });
});

test('a state that was read before this process committed takes nothing back', async () => {
  const { kept, look, follower } = await follow();
  const { store } = kept;
  const old = kept.state;
  Object.assign(store, {
    regions: () => {
      follower.committed('town', [kept.promise('C1', 100)]);
      return Promise.resolve([old]);
    },
  });
  const reads = kept.asked.length;
  expect(await look()).toBeNull();
  expect([kept.asked.length, await committed()]).toEqual([reads, [100, 100, 100]]);
});

test('while a region is being loaded, nothing else writes its columns', async () => {
  const kept = new Kept();
  const follower: RecordFollower = new RecordFollower({
    ...{ store: kept.store, rules: pack.capacity, pool, only: null, onShown: () => undefined },
    load: async (state, shown) => {
      if (shown !== null) expect(follower.committed('town', [kept.promise('C1', 7)])).toBe(false);
      return loadRegion({ store: kept.store, rules: pack.capacity, folder: null })(state, shown);
    },
    onFailed: (_region, error) => {
      throw error;
    },
  });
  await follower.look();
  kept.change({ measurements: [measurement({ peak_kva: 2100 })] });
  await follower.look();
  expect([await committed(), (await chain()).ledgerVersion]).toEqual([[7, 7, 7], 3]);
});

test('a region that fails again and again is tried ever more seldom, and at once when it moves', async () => {
  const kept = new Kept();
  const [tried, told]: [number[], unknown[]] = [[], []];
  let looks = 0;
  const follower = new RecordFollower({
    ...{ store: kept.store, rules: pack.capacity, pool, only: null, onShown: () => undefined },
    load: () => {
      tried.push(looks);
      return Promise.reject(new Error('broken'));
    },
    onFailed: (_region, error) => told.push(error),
  });
  for (; looks < 100; looks++) await follower.look();
  expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 95]);
  expect(told).toHaveLength(tried.length);
  kept.change({});
  await follower.look();
  expect(tried.at(-1)).toBe(100);
});

test('a new import of the grid, and courses beyond what the snapshot has places for, build it anew', async () => {
  const { kept, look } = await follow();
  kept.state = { ...kept.state, dataVersion: 2 };
  expect(await look()).toBe('built');
  const curve_kva = Array.from({ length: 24 }, () => 100);
  const sections = TOWN.sections.flatMap(({ id }) =>
    (['summer', 'winter', 'unspecified'] as const).map((season) =>
      measurement({ element_kind: 'section', element_id: id, season, peak_kva: 100, curve_kva }),
    ),
  );
  const heads = [
    { element_kind: 'feeder', element_id: 'F1' },
    { element_kind: 'busbar', element_id: 'B' },
    { element_kind: 'main-transformer', element_id: 'M1' },
    { element_kind: 'distribution-transformer', element_id: 'T1' },
  ] as const;
  const all = heads.flatMap((of) =>
    (['summer', 'winter'] as const).map((season) => measurement({ ...of, season, peak_kva: 100, curve_kva })),
  );
  kept.change({ measurements: [...all, ...sections] });
  expect(await look()).toBe('built');
});

test('season and hour of a question decide what it is answered with, and the rows say them', async () => {
  const { kept, look } = await follow();
  const curve_kva = Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 2000 : 800));
  kept.change({
    measurements: [
      measurement({ peak_kva: 2000, curve_kva }),
      measurement({ season: 'winter', peak_kva: 1500 }),
    ],
  });
  await look();
  expect((await chain()).chain[0]).toMatchObject({ peakKva: 2000, season: 'summer', hour: null });
  expect((await chain({ season: 'winter' })).chain[0]).toMatchObject({ peakKva: 1500, season: 'winter' });
  expect((await chain({ season: 'summer', hour: 3 })).chain[0]).toMatchObject({ peakKva: 800, hour: 3 });
  // In the night the winter peak, of which no course is known, is what counts.
  expect((await chain({ hour: 3 })).chain[0]).toMatchObject({ peakKva: 1500, season: 'winter', hour: null });

  const { byHour, openKva } = await chain({ elementId: 'F1', season: 'summer' });
  expect(byHour?.[20]).toBe(openKva);
  expect(byHour?.[3]).toBe((await chain({ season: 'summer', hour: 3 })).openKva);
  expect((await chain({ season: 'winter' })).byHour).toBeNull();

  const list = {
    ...{
      region: 'town',
      list: 'feeders' as const,
      bbox: null,
      feeder: null,
      minOpenKva: null,
      minLoadRate: null,
      withSecurity: false,
    },
    ...{ after: null, pageSize: 10, asOf: '2026-11-20', season: 'summer' as const, hour: 3 },
  } as const;
  const page = await pool.capacityList(list, 'planner');
  expect(capacityListAnswer.parse(JSON.parse(page.ok ? page.body : '{}')).items[0]).toMatchObject({
    ...{ id: 'F1', peakKva: 800, season: 'summer', hour: 3 },
  });

  const near = {
    region: 'town',
    at: placeAt([0, 0]),
    radiusM: 100,
    needKva: null,
    limit: 10,
    asOf: '2026-11-20',
  };
  const openAt = async (when: { season?: 'summer' | 'winter'; hour?: number }) => {
    const answer = await pool.powerSources({ ...near, ...when }, 'planner');
    return powerSourcesAnswer.parse(JSON.parse(answer.ok ? answer.body : '{}')).sources;
  };
  const bus = (await openAt({})).find(({ nodeId }) => nodeId === 'B');
  expect(bus?.openKnownKva).toBe((await chain({ elementId: 'B', kind: 'busbar' })).openKnownKva);
});
