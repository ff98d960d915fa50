import { expect, test } from 'vitest';
import { Comparison } from '../../src/cli/explain-difference.ts';
import type { SupplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { supplyPlansSample as then } from '../contract/sample-answers.ts';

type WirePlan = SupplyPlansAnswer['plans'][number];

const [plan] = then.plans;
const withPlan = (change: (plan: WirePlan) => Partial<WirePlan>): SupplyPlansAnswer => ({
  ...then,
  plans: then.plans.map((one) => ({ ...one, id: 'changed', ...change(one) })),
});
const rowsWith = (change: (row: WirePlan['sources'][number]['chain'][number]) => object) =>
  withPlan(({ sources }) => ({
    sources: sources.map((source) => ({
      ...source,
      chain: source.chain.map((row) => ({ ...row, ...change(row) })),
    })),
  }));
const later = {
  grid: { snapshot: { ...then.snapshot, version: then.snapshot.version + 1 } },
  queue: { ledgerVersion: then.ledgerVersion + 1 },
  rule: { policy: { ...then.policy, version: then.policy.version + 1 } },
  price: { catalogue: { ...then.catalogue, version: then.catalogue.version + 1 } },
} as const;
const everything = { ...later.grid, ...later.queue, ...later.rule, ...later.price };
const told = (now: SupplyPlansAnswer) =>
  new Comparison(then, now).differences().map(({ what, cause }) => [what, cause]);

test('the same answer has no differences, even when versions moved', () => {
  expect(told(then)).toEqual([]);
  const comparison = new Comparison(then, { ...then, ...everything, id: 'other' });
  expect(comparison.differences()).toEqual([]);
  expect(comparison.moved.map(({ cause }) => cause)).toEqual(['grid', 'queue', 'rule', 'price']);
});

test('another unit price is the price, another quantity the grid', () => {
  const likelyYuan = plan!.cost.likelyYuan + 10;
  const lines = (quantity: number) =>
    plan!.cost.lines.map((line) => ({
      ...line,
      quantity: line.quantity * quantity,
      likelyYuan: line.likelyYuan * 2,
    }));
  const dearer = (quantity: number) =>
    withPlan(({ cost }) => ({ cost: { ...cost, likelyYuan, lines: lines(quantity) } }));
  expect(told({ ...dearer(1), ...everything })).toEqual([['cost', 'price']]);
  expect(told({ ...dearer(2), ...everything })).toEqual([['cost', 'grid']]);
});

test('less room is the queue, the grid or the rule, by the figure that moved', () => {
  const less = { leftKva: 1 };
  expect(told({ ...rowsWith(() => ({ ...less, committedKva: 999 })), ...everything })).toEqual([
    ['room', 'queue'],
  ]);
  expect(told({ ...rowsWith(() => ({ ...less, peakKva: 9999 })), ...everything })).toEqual([
    ['room', 'grid'],
  ]);
  expect(told({ ...rowsWith(() => ({ ...less, limitKva: 999 })), ...everything })).toEqual([
    ['room', 'rule'],
  ]);
});

test('other days are the rule; a plan that is gone or new is named', () => {
  expect(told({ ...withPlan(() => ({ totalCalendarDays: 9 })), ...everything })).toEqual([['days', 'rule']]);
  expect(told({ ...then, ...later.queue, plans: [] })).toEqual(then.plans.map(() => ['gone', 'queue']));
  const both = new Comparison({ ...then, plans: [] }, { ...then, ...later.grid }).differences();
  expect(both.map(({ what, cause }) => [what, cause])).toEqual(then.plans.map(() => ['added', 'grid']));
});

test('what none of the versions explains is the program', () => {
  expect(told(withPlan(() => ({ grade: 'D' })))).toEqual([['other', 'program']]);
  expect(told({ ...then, counterOffers: [] })).toEqual([['other', 'program']]);
});
