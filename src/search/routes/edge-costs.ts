import { CROSSING_KINDS } from '../../model/ground.ts';
import type { Columns } from '../../snapshot/layout.ts';
import type { Crossed } from '../../snapshot/roads/land.ts';
import type { RouteCosts } from './route-costs.ts';

const WATER = CROSSING_KINDS.indexOf('water');

/** Columns that prices apply to. */
type Priced = Pick<
  Columns,
  'roadM' | 'roadGround' | 'roadCrossingCount' | 'crossingEdge' | 'crossingKind' | 'crossingAt'
>;

/** First crossing of an edge in the columns. O(log n). */
export function firstCrossing({ crossingEdge }: Pick<Columns, 'crossingEdge'>, edge: number): number {
  let low = 0;
  let high = crossingEdge.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((crossingEdge[middle] ?? 0) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Price of crossing something; each bank of a water is half a crossing. */
export const crossingCost = ({ perCrossing }: RouteCosts, kind: number): number =>
  (perCrossing[kind] ?? 0) * (kind === WATER ? 0.5 : 1);

/** Price of a whole edge. */
export function edgeCost(columns: Priced, costs: RouteCosts, edge: number): number {
  const plain = (costs.perM[columns.roadGround[edge] ?? 0] ?? 0) * (columns.roadM[edge] ?? 0);
  const count = columns.roadCrossingCount[edge] ?? 0;
  if (count === 0) return plain;
  let sum = plain;
  const first = firstCrossing(columns, edge);
  for (let i = first; i < first + count; i++) sum += crossingCost(costs, columns.crossingKind[i] ?? 0);
  return sum;
}

/** Price of a stretch of an edge between two points along it, 0…1, in either direction. */
export function stretchCost(
  columns: Priced,
  costs: RouteCosts,
  { edge, from, to }: { edge: number; from: number; to: number },
): number {
  if (from === to) return 0;
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  let sum = (costs.perM[columns.roadGround[edge] ?? 0] ?? 0) * (columns.roadM[edge] ?? 0) * (high - low);
  if ((columns.roadCrossingCount[edge] ?? 0) === 0) return sum;
  for (const { kind } of crossedBetween(columns, edge, [low, high])) sum += crossingCost(costs, kind);
  return sum;
}

/** What an edge crosses between two points along it, low first; one at a point itself counts with the part below it. */
export function crossedBetween(
  columns: Omit<Priced, 'roadM' | 'roadGround'>,
  edge: number,
  [low, high]: readonly [number, number],
): Crossed[] {
  const first = firstCrossing(columns, edge);
  return Array.from({ length: columns.roadCrossingCount[edge] ?? 0 }, (_, i) => ({
    kind: columns.crossingKind[first + i] ?? 0,
    at: columns.crossingAt[first + i] ?? 0,
  })).filter(({ at }) => (at > low || (low === 0 && at === 0)) && at <= high);
}

/** Price of a straight way over open ground. */
export function legCost(
  costs: RouteCosts,
  ground: number,
  leg: { m: number; crossed: readonly Crossed[] },
): number {
  return leg.crossed.reduce(
    (sum, { kind }) => sum + crossingCost(costs, kind),
    (costs.perM[ground] ?? 0) * leg.m,
  );
}
