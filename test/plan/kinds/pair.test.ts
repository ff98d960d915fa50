import { expect, test } from 'vitest';
import type { RegionRows } from '../../../src/model/record.ts';
import { recommend } from '../../../src/plan/recommend.ts';
import { separation } from '../../../src/search/independence.ts';
import { drawGrid, placeAt, rowOf } from '../../support/drawn-grid.ts';
import { expectLawful } from '../../support/expect-lawful.ts';
import { pack } from '../../support/load-rules.ts';
import { contextOf, electricalContextOf, requestFor } from '../../support/open-rows.ts';

type Upstream = readonly (readonly [station: string, from: string | null])[];

/**
 * Four feeders that end near one place: F1 and F2 on B1, F3 on B2 of the same station SUB, F4 on B3 of station WEST.
 *
 *   SUB: M1 ─ B1 ─ F1, F2      M2 ─ B2 ─ F3          WEST: M3 ─ B3 ─ F4
 */
const town = (upstream: Upstream): RegionRows => {
  const rows = drawGrid({
    mv: ['F1: B1 -500- P1', 'F2: B1 -510- P2', 'F3: B2 -520- P3', 'F4: B3 -530- P4'],
    mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 }, B3: { id: 'M3', kva: 40_000 } },
    peaks: { F1: 500, F2: 500, F3: 500, F4: 500, M1: 5000, M2: 5000, M3: 5000 },
    at: {
      B1: [0, 0],
      B2: [20, 0],
      B3: [3000, 0],
      P1: [500, 0],
      P2: [500, 40],
      P3: [500, 80],
      P4: [500, 120],
    },
  });
  const inWest = (id: string) => (id === 'B3' || id === 'M3' ? { substation_id: 'WEST' } : {});
  return {
    ...rows,
    substations: [...rows.substations, { ...rows.substations[0]!, id: 'WEST', name: '西郊变' }],
    main_transformers: rows.main_transformers.map((row) => ({ ...row, ...inWest(row.id) })),
    busbar_sections: rows.busbar_sections.map((row) => ({ ...row, rating_a: 2000, ...inWest(row.id) })),
    incoming_lines: upstream.map(([substation_id, upstream_source], i) =>
      rowOf('incoming_lines', { id: `in${i}`, substation_id, kv: 110, upstream_source }),
    ),
  };
};
const APART: Upstream = [
  ['SUB', 'north'],
  ['SUB', 'east'],
  ['WEST', 'south'],
];
const ask = (rows: RegionRows, demand: object = { loadClass: 1 }) => {
  const answer = recommend(
    { ...electricalContextOf(rows), pack: { ...pack, plans: { ...pack.plans, min: 10 } } },
    requestFor({
      site: placeAt([520, 60]),
      radiusM: 300,
      maxPlans: 100,
      demand: { capacityKva: 800, ...demand },
    }),
  );
  expectLawful(answer.plans);
  return answer;
};
const feeders = ({ plans }: ReturnType<typeof ask>) =>
  plans
    .map(
      ({ kind, sources }) =>
        `${kind} ${sources
          .map(({ feederId, busId }) => feederId ?? busId)
          .sort()
          .join('+')}`,
    )
    .sort();

test('class 1 gets two power sources: every pair with the other station, none within one', () => {
  const answer = ask(town(APART));
  expect(answer.classification).toMatchObject({ sourceStructure: 'dual-source', supplyClass: 'hv-dual' });
  expect(answer.plans.every(({ kind }) => kind === 'mv-dual-source')).toBe(true);
  expect(answer.plans[0]!.sources.map(({ feederId, busId }) => feederId ?? busId)).toContain('F4');
  expect(answer.plans[0]!.independence).toEqual({ level: 'upstream', shared: [], unproven: ['corridor'] });
  expect(answer.plans[0]!.because.map(({ key }) => key)).toContain('no-station-takes-both');
});

test('two stations fed from one are not independent: it is named, and class 1 gets a double circuit at most', () => {
  const rows = town([
    ['SUB', 'north'],
    ['WEST', 'north'],
  ]);
  const answer = ask(rows);
  expect(answer.plans.every(({ kind }) => kind !== 'mv-dual-source')).toBe(true);
  expect(answer.plans.every(({ sources }) => sources.length === 2)).toBe(true);
  const far = answer.plans.find(({ sources }) => sources.some(({ feederId }) => feederId === 'F4'))!;
  expect(far.independence).toEqual({ level: 'substation', shared: ['north'], unproven: ['corridor'] });
  expect(answer.rejected).toContainEqual(
    expect.objectContaining({ kind: 'mv-dual-source', feederId: 'F4', code: 'no-independent-partner' }),
  );
  expect(answer.classification.because.map(({ key }) => key)).toContain('no-plan-of-the-first-choice');
});

test('a station that feeds the other is the shared one, by id or by name', () => {
  const { snapshot } = contextOf(
    town([
      ['SUB', '西郊变'],
      ['WEST', 'south'],
    ]),
  ).headroom;
  const at = (id: string) => snapshot.elementOf(snapshot.findSources(id)[0]!);
  expect(separation(snapshot, at('P1'), at('P4'))).toMatchObject({
    level: 'substation',
    shared: ['WEST', 'south'],
    oneLossTakesBoth: true,
  });
});

test('a shared station is named even where its loss leaves a supply; such a pair is still two sources', () => {
  const answer = ask(
    town([
      ['SUB', 'north'],
      ['SUB', 'east'],
      ['WEST', 'north'],
    ]),
  );
  const [plan] = answer.plans;
  expect(plan!.kind).toBe('mv-dual-source');
  expect(plan!.independence).toEqual({ level: 'substation', shared: ['north'], unproven: ['corridor'] });
});

test('what the record does not say is unproven, never assumed', () => {
  for (const lines of [
    [],
    [
      ['SUB', 'north'],
      ['WEST', null],
    ],
  ] as Upstream[]) {
    const [plan] = ask(town(lines)).plans;
    expect(plan!.kind).toBe('mv-dual-source');
    expect(plan!.independence.level).toBe('substation');
    expect(plan!.independence.unproven).toEqual(['upstream', 'corridor']);
    expect(plan!.because.map(({ key }) => key)).not.toContain('no-station-takes-both');
  }
});

test('class 2 gets two circuits: the levels of every pair up the graph', () => {
  const answer = ask(town(APART), { loadClass: 2 });
  const level = (pair: string) =>
    answer.plans.find(
      ({ sources }) =>
        sources
          .map(({ feederId, busId }) => feederId ?? busId)
          .sort()
          .join('+') === pair,
    )?.independence;
  expect(level('F1+F2')).toMatchObject({ level: 'feeder', shared: ['B1', 'M1', 'SUB', 'north', 'east'] });
  expect(level('F1+F3')).toMatchObject({ level: 'main-transformer', shared: ['SUB', 'north', 'east'] });
  expect(level('F1+F4')).toMatchObject({ level: 'upstream', shared: [] });
  expect(new Set(feeders(answer)).size).toBe(answer.plans.length);
  expect(feeders(answer)).toEqual(
    expect.arrayContaining(['mv-dual-circuit F1+F2', 'mv-dual-circuit F1+F3', 'mv-dual-source F1+F4']),
  );
});

test('the main supply carries all, the standby the security load where it is stated', () => {
  const capacities = (demand: object) =>
    ask(town(APART), { loadClass: 1, ...demand }).plans[0]!.sources.map(({ role, capacityKva }) => [
      role,
      capacityKva,
    ]);
  expect(capacities({})).toEqual([
    ['main', 800],
    ['standby', 800],
  ]);
  expect(capacities({ securityLoadKw: 190 })).toEqual([
    ['main', 800],
    ['standby', 200],
  ]);
});

test('a feeder too full for all may still stand by for the security load', () => {
  // F4: 0.8 · √3 · 10 · 400 = 5,542.56; 342.56 left.
  const rows = town(APART);
  const full = {
    ...rows,
    peaks: rows.peaks.map((p) => (p.element_id === 'F4' ? { ...p, peak_kva: 5200 } : p)),
  };
  expect(feeders(ask(full)).some((pair) => pair.includes('F4'))).toBe(false);
  const answer = ask(full, { loadClass: 1, securityLoadKw: 190 });
  const standby = answer.plans.flatMap(({ sources }) => sources.filter(({ feederId }) => feederId === 'F4'));
  expect(standby.length).toBeGreaterThan(0);
  expect(standby.every(({ role }) => role === 'standby')).toBe(true);
});

test('two ways, two meters, one changeover and one station are priced', () => {
  const [plan] = ask(town(APART)).plans;
  const count = (item: string) => plan!.bill.lines.filter((line) => line.item === item).length;
  expect([count('meter-high-voltage'), count('changeover-cabinet'), count('box-transformer-800')]).toEqual([
    2, 1, 1,
  ]);
  expect(
    plan!.bill.lines.filter(({ item }) => item === 'duct-pavement').map(({ quantity }) => quantity),
  ).toEqual(plan!.sources.map(({ route }) => route.lengthM));
});

test('an ordinary customer of class 3 gets single sources', () => {
  expect(ask(town(APART), { loadClass: 3 }).plans.every(({ sources }) => sources.length === 1)).toBe(true);
});
