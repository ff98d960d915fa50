import { expect } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { PlainPlan } from './reference/plain-plans.ts';

/** Where a plan of one source starts, as the twin names it: the section that is cut, else the source. */
const startOf = (plan: Plan): unknown =>
  plan.because.find(({ key }) => key === 'cut-in-at')?.values['sectionId'] ?? plan.sources[0]!.nodeId;

/**
 * Cost of a plan against the twin's, yuan. A cut is found on paths of 1e-7° (1 cm), so its route may fall to the next
 * decimetre, which costs up to 300 yuan; every other plan is exact.
 */
export function expectCost(plan: Plan, likelyYuan: number | undefined): void {
  const off = Math.abs(plan.bill.likelyFen / 100 - likelyYuan!);
  if (plan.kind === 'mv-cut-in') expect(off).toBeLessThan(300);
  else expect(off).toBe(0);
}

/** A plan of one source is the twin's: cost, length, and where they start at the same place, every row of the chain. */
export function expectTwin(plan: Plan, twin: PlainPlan | undefined): void {
  expect(twin).toBeDefined();
  expectCost(plan, twin!.likelyYuan);
  const source = plan.sources[0]!;
  const off = Math.abs(source.route.lengthM - twin!.routeM);
  expect(off).toBeLessThan(plan.kind === 'mv-cut-in' ? 0.11 : 1e-9);
  if (startOf(plan) !== twin!.nodeId) return;
  expect(source.chain.rows).toHaveLength(twin!.leftKva.length);
  source.chain.rows.forEach((row, i) => {
    const left = twin!.leftKva[i] ?? null;
    expect(row.leftKva === null).toBe(left === null);
    if (left !== null) expect(Math.abs(row.leftKva! - left)).toBeLessThan(0.011);
  });
}
