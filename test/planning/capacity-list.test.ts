import { expect, test } from 'vitest';
import type { CapacityListQuery } from '../../src/model/planner.ts';
import { capacityList } from '../../src/planning/capacity-list.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { contextOf, switchingContextOf } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';

const QUERY: CapacityListQuery = {
  region: 'test',
  list: 'feeders',
  bbox: null,
  feeder: null,
  minOpenKva: null,
  minLoadRate: null,
  withSecurity: false,
  after: null,
  pageSize: 100,
  asOf: '2026-11-20',
};

const rows = drawGrid({
  mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- P3'],
  transformers: { T1: { at: 'P2', kva: 315 }, T2: { at: 'P3', kva: 100, ownership: 'customer' } },
  mains: { B: { id: 'M1', kva: 10_000 } },
  peaks: { F1: 5000, F2: 1000, T1: 150, M1: 6000 },
  committed: { P3: 500 },
});
const known: RegionRows = {
  ...rows,
  busbar_sections: rows.busbar_sections.map((busbar) => ({ ...busbar, rating_a: 1250 })),
  distribution_transformers: rows.distribution_transformers.map((row) => ({
    ...row,
    name: `${row.id} of somebody`,
  })),
};
const list = (query: Partial<CapacityListQuery>, of = known) =>
  capacityList(contextOf(of).headroom, { ...QUERY, ...query }, null);

test('a feeder is shown with rating, peak, load rate and the room of its chain', () => {
  // outlet: √3 · 10 · 400 = 6928.2; 80 % of it 5542.56; 5542.56 − 5000 = 542.56
  expect(list({}).items[0]).toMatchObject({
    id: 'F1',
    substationId: 'SUB',
    ratingKva: 6928.2,
    limitKva: 5542.56,
    peakKva: 5000,
    committedKva: 0,
    openKva: 542.56,
    loadRate: 0.7217,
    season: 'summer',
  });
});

test('room is that of the whole chain: the main transformer binds the feeder that has more itself', () => {
  // M1: 0.8 · 10,000 − 6000 − 500 = 1500, less than F2's own 5542.56 − 1000 − 500
  expect(list({}).items.find(({ id }) => id === 'F2')?.openKva).toBe(1500);
});

test('filters by room, load rate, feeder and box', () => {
  const ids = (query: Partial<CapacityListQuery>) => list(query).items.map(({ id }) => id);
  expect(ids({ minOpenKva: 542.57 })).toEqual(['F2']);
  expect(ids({ minLoadRate: 0.7 })).toEqual(['F1']);
  expect(ids({ list: 'distribution-transformers', feeder: 'F1' })).toEqual(['T1']);
  const { lon, lat } = placeAt([800, 0]);
  expect(
    ids({ list: 'distribution-transformers', bbox: [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001] }),
  ).toEqual(['T1']);
});

test("a customer's own transformer has a neutral name", () => {
  const names = list({ list: 'distribution-transformers' }).items.map(({ name }) => name);
  expect(names).toEqual(['T1 of somebody', '专变 T2']);
});

test('what is unknown is null and never passes a filter', () => {
  const blind = { ...known, busbar_sections: rows.busbar_sections };
  expect(list({}, blind).items.map(({ openKva }) => openKva)).toEqual([null, null]);
  expect(list({ minOpenKva: 0.01 }, blind).items).toEqual([]);
});

test('a substation adds up its main transformers', () => {
  expect(list({ list: 'substations' }).items).toMatchObject([
    { id: 'SUB', ratingKva: 10_000, peakKva: 6000, openKva: 1500, loadRate: 0.6 },
  ]);
});

test('pages by id join to the whole list, each once', () => {
  const grid = randomGrid(7, 120);
  const whole = list({ list: 'distribution-transformers', pageSize: 1000 }, grid).items.map(({ id }) => id);
  const paged: string[] = [];
  for (let after: string | null = null; ;) {
    const page: ReturnType<typeof list> = list(
      { list: 'distribution-transformers', pageSize: 3, after },
      grid,
    );
    paged.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(whole.length).toBeGreaterThan(10);
  expect(paged).toEqual(whole);
});

test('a dedicated feeder has a neutral name too: it is mostly called after its customer', () => {
  const named = known.feeders.map((row) => ({
    ...row,
    name: `${row.id} of somebody`,
    kind: row.id === 'F2' ? ('dedicated' as const) : row.kind,
  }));
  expect(list({}, { ...known, feeders: named }).items).toMatchObject([
    { id: 'F1', name: 'F1 of somebody', dedicated: false },
    { id: 'F2', name: '专线 F2', dedicated: true },
  ]);
});

test('N-1 is told on demand: what a lost outlet leaves, and what may be added before it leaves nothing', () => {
  const drawn = drawGrid({
    mv: ['F1: B1 -500- P1', 'F2: B2 -400- P2', 'F3: B2 -400- P3', 'P1 -50!- P2'],
    transformers: {
      T1: { at: 'P1', kva: 5000 },
      T2: { at: 'P2', kva: 5000 },
      T3: { at: 'P3', kva: 5000 },
    },
    mains: { B1: { id: 'M1', kva: 20_000 }, B2: { id: 'M2', kva: 20_000 } },
    peaks: { F1: 1000, F2: 4000, F3: 2000 },
  });
  const tied: RegionRows = {
    ...drawn,
    peaks: drawn.peaks.map((row) => ({ ...row, season: 'unspecified' as const })),
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 2000 })),
  };
  const { headroom, switching } = switchingContextOf(tied);
  const items = (of: CapacityListQuery['list'], withSecurity = true) =>
    capacityList(headroom, { ...QUERY, list: of, withSecurity }, switching).items.map(
      ({ id, nMinusOne, nMinusOneKva }) => ({ id, nMinusOne, nMinusOneKva }),
    );
  // Either way the other carries 5000 of 0.8 · √3 · 10 · 400 = 5542.56; nothing is tied to F3.
  expect(items('feeders')).toEqual([
    { id: 'F1', nMinusOne: true, nMinusOneKva: 542.56 },
    { id: 'F2', nMinusOne: true, nMinusOneKva: 542.56 },
    { id: 'F3', nMinusOne: false, nMinusOneKva: 0 },
  ]);
  expect(items('distribution-transformers').find(({ id }) => id === 'T3')).toEqual({
    ...{ id: 'T3', nMinusOne: false, nMinusOneKva: 0 },
  });
  expect(items('feeders', false)[0]).toEqual({ id: 'F1', nMinusOne: undefined, nMinusOneKva: undefined });
});
