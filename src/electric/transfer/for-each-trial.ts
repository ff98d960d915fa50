import type { Problem } from './problem.ts';

/** Whether every needed zone would be fed if all links from one on were closed. O(links + zones). */
function canStillFeed(
  { links, area }: Problem,
  from: number,
  joined: readonly number[],
  needed: readonly number[],
): boolean {
  const set = [...joined];
  const find = (zone: number): number => {
    let at = zone;
    while (set[at] !== at) at = set[at] ?? at;
    return at;
  };
  for (let at = from; at < links.length; at++) set[find(links[at]?.a ?? -1)] = find(links[at]?.b ?? -1);
  const live = find(area.zones);
  return needed.every((zone) => find(zone) === live);
}

/**
 * Visits every subset of links that, with the live rest of the grid as one zone, forms no loop. Where everything has to be
 * supplied, subsets that leave out a zone with load are not even begun: what remains are the ways to share the zones out,
 * a handful on a feeder with two ties.
 *
 * @param visit given the closed links, 1 each; the array is reused.
 * @param most  subsets visited at most.
 * @returns `false` when it stopped there.
 * @cost at most 2^links subsets.
 */
export function forEachTrial(
  problem: Problem,
  visit: (closed: Uint8Array) => void,
  most = Infinity,
): boolean {
  const { links, area, free, whole } = problem;
  const needed = [...new Set(free.map((i) => area.zoneOfNode[i] ?? -1))];
  const closed = new Uint8Array(links.length);
  let left = most;

  /** @param joined name of the connected set each zone is in: one of its zones. */
  const choose = (at: number, joined: readonly number[]): void => {
    if (left < 0 || (whole && !canStillFeed(problem, at, joined, needed))) return;
    const link = links[at];
    if (link === undefined) {
      if (left-- > 0) visit(closed);
      return;
    }
    const a = joined[link.a] ?? -1;
    const b = joined[link.b] ?? -1;
    if (a !== b) {
      closed[at] = 1;
      choose(
        at + 1,
        joined.map((set) => (set === a ? b : set)),
      );
      closed[at] = 0;
    }
    choose(at + 1, joined);
  };

  choose(
    0,
    Array.from({ length: area.zones + 1 }, (_, zone) => zone),
  );
  return left >= 0;
}
