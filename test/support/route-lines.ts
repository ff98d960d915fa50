import type { BillLine } from '../../src/model/plan.ts';
import { catalogue } from './load-rules.ts';

const isLine = (item: string): boolean =>
  /^(lv|mv)-(overhead|cable)$/.test(catalogue.items[item]?.layer ?? '');
const isGround = (item: string): boolean => item.startsWith('duct-') || item === 'trench-soil';
const isCrossing = (item: string): boolean => item.startsWith('crossing-');

/** Lines of a bill that stand for its routes: conductors, ground, crossings. */
export const routeLines = (lines: readonly BillLine[]): BillLine[] =>
  lines.filter(({ item }) => isLine(item) || isGround(item) || isCrossing(item));

/** Pieces per item of crossing. */
export function crossingsIn(lines: readonly BillLine[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { item, quantity } of lines) if (isCrossing(item)) counts[item] = (counts[item] ?? 0) + quantity;
  return counts;
}

/** How far a bill may be off a route's cost, yuan: every quantity of metres is rounded to 0.1 m, and amounts to the fen. */
export const roundingYuan = (lines: readonly BillLine[], routeM: number): number =>
  lines.reduce((sum, { unit, quantity, likelyFen }) => {
    if (unit !== 'm' || quantity === 0) return sum + 0.01;
    const sideBySide = Math.max(1, Math.round(quantity / Math.max(1, routeM)));
    return sum + (0.11 * sideBySide * likelyFen) / 100 / quantity + 0.01;
  }, 0);
