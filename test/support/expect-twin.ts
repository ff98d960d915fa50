import { expect } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { PlainPlan } from './reference/plain-plans.ts';

/** Where a plan of one source starts, as the twin names it: the section that is cut, else the source. */
const startOf = (plan: Plan): unknown =>
  plan.because.find(({ key }) => key === 'cut-in-at')?.values['sectionId'] ?? plan.sources[0]!.nodeId;

/**
 * How far the cost of a plan may be off the twin's, yuan: a cut is found on paths of 1e-7° (1 cm), so its route may fall
 * to the next decimetre, which costs up to 300 yuan; on roads each quantity is rounded to 0.1 m. Every other is exact.
 */
function slackYuan({ kind, bill, sources }: Plan): number {
  const metres = bill.lines.filter(({ unit, quantity }) => unit === 'm' && quantity > 0);
  const perTenth = metres.map(({ likelyFen, quantity }) => likelyFen / quantity / 1000);
  const [source] = sources;
  const sideBySide = metres.map(({ quantity }) =>
    Math.max(1, quantity / Math.max(1, source?.route.lengthM ?? 1)),
  );
  const onRoads = source?.route.straightLine === false;
  const rounding = perTenth.reduce((sum, yuan, i) => sum + yuan * sideBySide[i]!, 0);
  return (onRoads ? 1.1 * rounding + 0.1 : 0) + (kind === 'mv-cut-in' ? 300 : 0);
}

export function expectCost(plan: Plan, likelyYuan: number | undefined): void {
  const off = Math.abs(plan.bill.likelyFen / 100 - likelyYuan!);
  expect(off).toBeLessThanOrEqual(slackYuan(plan) + 1e-6);
}

/** A plan of one source is the twin's: cost, and where they start at the same place, length and every row of the chain. */
export function expectTwin(plan: Plan, twin: PlainPlan | undefined): void {
  expect(twin).toBeDefined();
  expectCost(plan, twin!.likelyYuan);
  const source = plan.sources[0]!;
  expect(source.route.straightLine).toBe(!twin!.line.onRoads);
  if (startOf(plan) !== twin!.nodeId && twin!.line.onRoads) return;
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
