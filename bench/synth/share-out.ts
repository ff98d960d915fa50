import type { RoadNetwork } from './road-network.ts';
import type { PathTree } from './shortest-paths.ts';

/**
 * Rank of every junction in a depth-first walk of a path tree.
 *
 * Neighbours in rank share most of their way to the root, so a run of ranks makes a sensible feeder.
 */
export const treeRanks = (roads: RoadNetwork, tree: PathTree, root: number): ReadonlyMap<number, number> => {
  const children = new Map<number, number[]>();
  for (const [junction, edge] of tree.via) {
    const parent = roads.otherEnd(edge, junction);
    children.set(parent, [...(children.get(parent) ?? []), junction]);
  }
  const ranks = new Map<number, number>();
  const stack = [root];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    ranks.set(at, ranks.size);
    stack.push(...(children.get(at) ?? []).sort((a, b) => b - a));
  }
  return ranks;
};

/** Splits `total` in the proportion of `weights`, by largest remainders (the first of equals); the parts sum to it. */
export const apportion = (total: number, weights: readonly number[]): number[] => {
  const whole = weights.reduce((sum, w) => sum + w, 0);
  const exact = weights.map((w) => (total * w) / whole);
  const parts = exact.map(Math.floor);
  const rest = total - parts.reduce((sum, p) => sum + p, 0);
  const byRemainder = exact.map((e, i) => ({ i, remainder: e - parts[i]! }));
  byRemainder.sort((a, b) => b.remainder - a.remainder);
  for (const { i } of byRemainder.slice(0, rest)) parts[i]!++;
  return parts;
};

/** Cuts a list into runs whose weights are in the proportion of `shares`; no run is empty while items last. */
export const cutByWeight = <T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  shares: readonly number[],
): T[][] => {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const runs: T[][] = shares.map(() => []);
  let [run, sum, limit] = [0, 0, (total * shares[0]!) / whole];
  for (const item of items) {
    const weight = weightOf(item);
    while (runs[run]!.length > 0 && run < shares.length - 1 && sum + weight / 2 > limit) {
      run++;
      limit += (total * shares[run]!) / whole;
    }
    runs[run]!.push(item);
    sum += weight;
  }
  return runs.filter((r) => r.length > 0);
};
