import { expect, test } from 'vitest';
import type { PlanSet } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { packOf } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

// Two feeders of two busbar sections that end near one place.
const rows = drawGrid({
  mv: ['F1: B1 -500- P1', 'F2: B2 -520- P2'],
  mains: { B1: { id: 'M1', kva: 40_000 }, B2: { id: 'M2', kva: 40_000 } },
  peaks: { F1: 500, F2: 500, M1: 5000, M2: 5000 },
  at: { B1: [0, 0], B2: [20, 0], P1: [500, 0], P2: [500, 40] },
});

const CASE = {
  tariff: 'industrial-commercial',
  inProvincialPark: true,
  inUrbanPlan: true,
  landAcquiredOn: '2022-01-01',
} as const;

function ask(demand: NonNullable<Parameters<typeof requestFor>[0]['demand']>, id = 'national-2024'): PlanSet {
  const set = recommend(
    contextOf(rows, packOf(id)),
    requestFor({ site: placeAt([520, 20]), demand: { capacityKva: 800, ...demand }, customer: CASE }),
  );
  expectLawful(set.plans);
  return set;
}
const WISH = { wishes: ['second-supply'] } as const;
const keys = ({ classification }: PlanSet) => classification.because.map(({ key }) => key);
const circuit = ({ plans }: PlanSet) => plans.find(({ kind }) => kind === 'mv-dual-circuit')!;
const outside = (set: PlanSet) =>
  circuit(set)
    .bill.lines.filter(({ side }) => side !== 'customer')
    .map(({ item, payer, rule, quantity }) => [item, quantity, `${payer} ${rule}`] as const);

test('a second supply at the customer’s wish is the customer’s; what the standard asks for is paid as before', () => {
  const needed = ask({ loadClass: 2 });
  const wished = ask(WISH);
  expect(wished.classification.sourceStructure).toBe('double-circuit');
  expect(keys(wished)).toContain('second-supply-wished');
  expect(keys(needed)).not.toContain('second-supply-wished');
  // The same works in the same order: only who pays for the second supply differs.
  const [asked, asWished] = [outside(needed), outside(wished)];
  expect(asWished.map(([item, quantity]) => [item, quantity])).toEqual(
    asked.map(([item, quantity]) => [item, quantity]),
  );
  expect(new Set(asked.map(([, , paid]) => paid))).toEqual(new Set(['shared NAT-BOUNDARY']));
  const customers = asWished.filter(([, , paid]) => paid === 'customer NAT-ABOVE-STANDARD');
  expect(customers.map(([item]) => item.replace(/-\d+$/u, ''))).toEqual([
    ...['pole-breaker', 'mv-cable', 'duct-pavement', 'meter-high-voltage'],
  ]);
  expect(asWished.filter(([, , paid]) => paid === 'shared NAT-BOUNDARY')).toHaveLength(
    asked.length - customers.length,
  );
});

test('the standard part costs what the plan with one supply costs, to the payer who pays it', () => {
  const single = ask({}).plans.find(({ sources }) => sources[0]?.feederId === 'F1')!;
  expect(circuit(ask(WISH)).bill.payers.shared).toBe(single.bill.payers.shared);
});

test('where the pack keeps second supplies for important loads, the wish is refused and one source planned', () => {
  const set = ask(WISH, 'jiaxian-2021');
  expect(set.classification.sourceStructure).toBe('single');
  expect(set.classification.because.find(({ key }) => key === 'wished-second-supply-not-allowed')?.rule).toBe(
    'JX-D2',
  );
  expect(set.plans.every(({ sources }) => sources.length === 1)).toBe(true);
});

test('a wish for what the load needs anyway changes nothing', () => {
  expect(ask({ loadClass: 2, ...WISH })).toEqual(ask({ loadClass: 2 }));
});
