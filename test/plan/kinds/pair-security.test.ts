import { expect, test } from 'vitest';
import type { RegionRows } from '../../../src/model/record.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { recommend } from '../../../src/plan/recommend.ts';
import { drawGrid, placeAt, rowOf } from '../../support/drawn-grid.ts';
import { expectLawful } from '../../support/expect-lawful.ts';
import { contextOf, requestFor } from '../../support/open-rows.ts';

type Upstream = readonly (readonly [station: string, from: string | null])[];

/** F1 and F2 of two sections of station SUB, F4 of station WEST; all end near one place. */
const town = (upstream: Upstream): RegionRows => {
  const rows = drawGrid({
    mv: ['F1: B1 -500- P1', 'F2: B2 -510- P2', 'F4: B3 -530- P4'],
    mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 }, B3: { id: 'M3', kva: 40_000 } },
    peaks: { F1: 500, F2: 500, F4: 500, M1: 5000, M2: 5000, M3: 5000 },
    at: { B1: [0, 0], B2: [20, 0], B3: [3000, 0], P1: [500, 0], P2: [500, 40], P4: [500, 120] },
  });
  const inWest = (id: string) => (id === 'B3' || id === 'M3' ? { substation_id: 'WEST' } : {});
  return {
    ...rows,
    substations: [...rows.substations, { ...rows.substations[0]!, id: 'WEST', name: '西郊变' }],
    main_transformers: rows.main_transformers.map((row) => ({ ...row, ...inWest(row.id) })),
    busbar_sections: rows.busbar_sections.map((row) => ({ ...row, ...inWest(row.id) })),
    incoming_lines: upstream.map(([substation_id, upstream_source], i) =>
      rowOf('incoming_lines', { id: `in${i}`, substation_id, kv: 110, upstream_source }),
    ),
  };
};
const pairs = (upstream: Upstream, demand: object = {}): readonly Plan[] => {
  const request = requestFor({
    site: placeAt([520, 60]),
    maxPlans: 100,
    demand: { capacityKva: 800, loadClass: 2, ...demand },
  });
  const { plans } = recommend(contextOf(town(upstream)), request);
  expectLawful(plans);
  return plans;
};
const KEYS = ['one-loss-takes-both', 'pair-not-proven-apart', 'standby-carries-all', 'standby-carries-part'];
const of = (plans: readonly Plan[], feeders: string) => {
  const plan = plans.find((one) => one.sources.map(({ feederId }) => feederId).sort().join('+') === feeders)!; // prettier-ignore
  const because = plan.because.filter(({ key }) => KEYS.includes(key));
  expect(because).toHaveLength(1);
  expect(plan.security.transferVia).toEqual([]);
  return [plan.security.nMinusOne, because[0]!.key, because[0]!.values] as const;
};
const APART: Upstream = [
  ['SUB', 'north'],
  ['WEST', 'south'],
];

test('two stations that share nothing survive any one loss, the standby carrying all', () => {
  expect(of(pairs(APART), 'F1+F4')).toEqual([true, 'standby-carries-all', { needKva: 800 }]);
});

test('two supplies of one station do not: it is named', () => {
  expect(of(pairs(APART), 'F1+F2')).toEqual([false, 'one-loss-takes-both', { elementId: 'SUB' }]);
});

test('a station above that feeds both takes both, one beside which each has another does not', () => {
  const one = pairs([
    ['SUB', 'north'],
    ['WEST', 'north'],
  ]);
  expect(of(one, 'F1+F4')).toEqual([false, 'one-loss-takes-both', { elementId: 'north' }]);
  const beside = pairs([
    ['SUB', 'north'],
    ['SUB', 'east'],
    ['WEST', 'north'],
    ['WEST', 'south'],
  ]);
  expect(of(beside, 'F1+F4').slice(0, 2)).toEqual([true, 'standby-carries-all']);
});

test('stations that the record does not tell leave it open', () => {
  expect(of(pairs([]), 'F1+F4')).toEqual([null, 'pair-not-proven-apart', {}]);
});

test('a standby for the security load alone does not carry the rest', () => {
  expect(of(pairs(APART, { securityLoadKw: 190 }), 'F1+F4')).toEqual([
    false,
    'standby-carries-part',
    { standbyKva: 200, needKva: 800 },
  ]);
});

test('the most secure among pairs is marked so', () => {
  const badged = pairs(APART).filter(({ badges }) => badges.includes('most-secure'));
  expect(badged.length).toBeGreaterThan(0);
  expect(badged.every(({ security }) => security.nMinusOne === true)).toBe(true);
});
