import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import { resize } from '../../src/model/resize.ts';
import { staircase } from '../../src/plan/staircase.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

const context = contextOf(
  drawGrid({
    mv: ['F1: B -500- P1 -300- P2', 'F2: B -400- R2'],
    transformers: { T1: { at: 'P2', kva: 630, lv: 'L1' } },
    lv: ['L1 -40- L2'],
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 1000, F2: 500, T1: 100, M1: 12_000 },
    spare: { R2: 2 },
    at: { B: [0, 0], R2: [600, 100] },
  }),
);
const request = requestFor({ site: placeAt([840, 10]), demand: { capacityKva: 630 } });
const stairs = staircase(context, request);

test('every step is the separate run at its size', () => {
  expect(stairs.length).toBeGreaterThan(20);
  for (const { upToKva, likelyFen, customerFen, totalCalendarDays, supplyClass } of stairs) {
    const { plans, classification } = recommend(context, resize(request, upToKva));
    const plan = plans.find(({ priced }) => priced);
    expect([
      classification.supplyClass,
      plan?.bill.likelyFen,
      plan?.bill.payers.customer,
      plan?.totalCalendarDays,
    ]).toEqual([supplyClass, likelyFen, customerFen, totalCalendarDays]);
  }
});

test('it rises, and shows the last size of each mode to 0.01 kVA', () => {
  const sizes = stairs.map(({ upToKva }) => upToKva);
  expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
  // 160 kW at 0.95: 168.42 kVA is the last at low voltage; a line of one's own is looked at from 5,000 kVA.
  expect(sizes).toContain(168.42);
  expect(stairs.find(({ upToKva }) => upToKva === 168.42)?.supplyClass).toBe('lv');
  expect(recommend(context, resize(request, 168.43)).classification.supplyClass).toBe('hv-single');
  expect(sizes).toContain(4999.99);
});

test('within one kind of plan more capacity never costs less', () => {
  const best = new Map<string, number>();
  for (const { upToKva } of stairs) {
    const plan = recommend(context, resize(request, upToKva)).plans.find(({ priced }) => priced);
    expect(plan!.bill.likelyFen).toBeGreaterThanOrEqual(best.get(plan!.kind) ?? 0);
    best.set(plan!.kind, plan!.bill.likelyFen);
  }
});
