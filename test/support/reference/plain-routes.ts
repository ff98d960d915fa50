import { CROSSING_KINDS, OFF_ROAD } from '../../../src/model/ground.ts';
import type { Place } from '../../../src/model/geometry.ts';
import type { RouteCosts } from '../../../src/search/routes/route-costs.ts';
import { sourceAccess } from '../../../src/search/routes/source-access.ts';
import type { Snapshot } from '../../../src/snapshot/open.ts';
import { type Access, type Leg, Roads } from '../../../src/snapshot/roads/roads.ts';

interface PlainNode {
  readonly to: { node: PlainNode; cost: number }[];
}

const join = (a: PlainNode, b: PlainNode, cost: number) => {
  a.to.push({ node: b, cost });
  b.to.push({ node: a, cost });
};

/** Dijkstra as in the textbook: the nearest open node is looked for one by one. */
function leastCosts(from: PlainNode): Map<PlainNode, number> {
  const open = new Map<PlainNode, number>([[from, 0]]);
  const done = new Map<PlainNode, number>();
  for (;;) {
    let [nearest, least]: [PlainNode | null, number] = [null, Infinity];
    for (const [node, cost] of open) if (cost < least) [nearest, least] = [node, cost];
    if (nearest === null) return done;
    open.delete(nearest);
    done.set(nearest, least);
    for (const { node, cost } of nearest.to) {
      if (!done.has(node)) open.set(node, Math.min(open.get(node) ?? Infinity, least + cost));
    }
  }
}

/**
 * Cost of the cheapest route from a site to each source: the roads as objects, cut where site and sources reach them,
 * with nothing of the search's labels, bounds or order. The places where they reach the roads are given.
 *
 * @returns in the order of the sources; Infinity where none leads there.
 */
export function plainRouteCosts(
  snapshot: Snapshot,
  site: Place,
  sources: readonly number[],
  costs: RouteCosts,
): number[] {
  const { columns: c, counts } = snapshot;
  const crossing = ({ kind }: { readonly kind: number }) =>
    costs.perCrossing[kind]! * (CROSSING_KINDS[kind] === 'water' ? 0.5 : 1);
  const sum = (crossed: readonly { readonly kind: number }[]) =>
    crossed.reduce((total, one) => total + crossing(one), 0);
  const over = ({ m, crossed }: Leg) => m * costs.perM[OFF_ROAD]! + sum(crossed);
  const crossed = Array.from({ length: counts.roadEdges }, (): { kind: number; at: number }[] => []);
  c.crossingEdge.forEach((edge, i) =>
    crossed[edge]!.push({ kind: c.crossingKind[i]!, at: c.crossingAt[i]! }),
  );
  const nodes = Array.from({ length: counts.roadNodes }, (): PlainNode => ({ to: [] }));

  const cuts = new Map<number, { at: number; node: PlainNode }[]>();
  const cut = ({ edge, at }: Access): PlainNode => {
    const node: PlainNode = { to: [] };
    cuts.set(edge, [...(cuts.get(edge) ?? []), { at, node }]);
    return node;
  };
  const roads = new Roads(c);
  const start: PlainNode = { to: [] };
  for (const access of roads.accesses(site, 8)) start.to.push({ node: cut(access), cost: over(access) });
  const ends = sources.map((source) => {
    const end: PlainNode = { to: [] };
    const access = sourceAccess(c, source);
    if (access !== null) cut(access).to.push({ node: end, cost: over(access) });
    const straight = roads.straight(site, snapshot.placeOf(source));
    if (straight !== null) start.to.push({ node: end, cost: over(straight) });
    return end;
  });

  for (let edge = 0; edge < counts.roadEdges; edge++) {
    const stops = [
      { at: 0, node: nodes[c.roadFrom[edge]!]! },
      ...(cuts.get(edge) ?? []).sort((a, b) => a.at - b.at),
      { at: 1, node: nodes[c.roadTo[edge]!]! },
    ];
    for (let i = 1; i < stops.length; i++) {
      const [low, high] = [stops[i - 1]!, stops[i]!];
      const m = (high.at - low.at) * c.roadM[edge]!;
      const met = crossed[edge]!.filter(({ at }) => (i === 1 || at > low.at) && at <= high.at);
      const cost = (m === 0 ? 0 : m * costs.perM[c.roadGround[edge]!]!) + sum(met);
      if (cost < Infinity) join(low.node, high.node, cost);
    }
  }
  const reached = leastCosts(start);
  return ends.map((end) => reached.get(end) ?? Infinity);
}
