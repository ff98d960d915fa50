import { CROSSING_KINDS, OFF_ROAD } from '../../../src/model/ground.ts';
import type { Place } from '../../../src/model/geometry.ts';
import type { RouteCosts } from '../../../src/search/routes/route-costs.ts';
import { sourceAccess } from '../../../src/search/routes/source-access.ts';
import type { Snapshot } from '../../../src/snapshot/open.ts';
import { Roads } from '../../../src/snapshot/roads/roads.ts';

interface PlainNode {
  readonly to: { node: PlainNode; cost: number }[];
}

const join = (a: PlainNode, b: PlainNode, cost: number) => {
  a.to.push({ node: b, cost });
  b.to.push({ node: a, cost });
};

/** Dijkstra as in the textbook: the nearest open node is looked for one by one. */
function leastCost(from: PlainNode, to: PlainNode): number {
  const cost = new Map<PlainNode, number>([[from, 0]]);
  const done = new Set<PlainNode>();
  for (;;) {
    let [nearest, least]: [PlainNode | null, number] = [null, Infinity];
    for (const [node, c] of cost) if (!done.has(node) && c < least) [nearest, least] = [node, c];
    if (nearest === null) return Infinity;
    if (nearest === to) return least;
    done.add(nearest);
    cost.delete(nearest);
    for (const { node, cost: more } of nearest.to) {
      if (!done.has(node)) cost.set(node, Math.min(cost.get(node) ?? Infinity, least + more));
    }
  }
}

/**
 * Cost of the cheapest route from a site to a source: the roads as objects, cut where site and source reach them, with
 * nothing of the search's labels, bounds or order. The places where they reach the roads are given.
 */
export function plainRouteCost(snapshot: Snapshot, site: Place, source: number, costs: RouteCosts): number {
  const { columns: c, counts } = snapshot;
  const crossing = (kind: number) => costs.perCrossing[kind]! * (CROSSING_KINDS[kind] === 'water' ? 0.5 : 1);
  const crossed = Array.from({ length: counts.roadEdges }, (): { kind: number; at: number }[] => []);
  c.crossingEdge.forEach((edge, i) =>
    crossed[edge]!.push({ kind: c.crossingKind[i]!, at: c.crossingAt[i]! }),
  );
  const nodes = Array.from({ length: counts.roadNodes }, (): PlainNode => ({ to: [] }));
  const [start, end]: [PlainNode, PlainNode] = [{ to: [] }, { to: [] }];

  const roads = new Roads(c);
  const off = sourceAccess(c, source);
  const cuts = new Map<number, { at: number; node: PlainNode }[]>();
  const reach = (
    place: PlainNode,
    access: { edge: number; at: number; m: number; crossed: readonly { kind: number }[] },
  ) => {
    const node: PlainNode = { to: [] };
    cuts.set(access.edge, [...(cuts.get(access.edge) ?? []), { at: access.at, node }]);
    const over =
      access.m * costs.perM[OFF_ROAD]! + access.crossed.reduce((sum, { kind }) => sum + crossing(kind), 0);
    join(place, node, over);
  };
  for (const access of roads.accesses(site, 8)) reach(start, access);
  if (off !== null) reach(end, off);
  const over = roads.straight(site, snapshot.placeOf(source));
  if (over !== null) {
    join(
      start,
      end,
      over.m * costs.perM[OFF_ROAD]! + over.crossed.reduce((sum, { kind }) => sum + crossing(kind), 0),
    );
  }

  for (let edge = 0; edge < counts.roadEdges; edge++) {
    const stops = [
      { at: 0, node: nodes[c.roadFrom[edge]!]! },
      ...(cuts.get(edge) ?? []).sort((a, b) => a.at - b.at),
      { at: 1, node: nodes[c.roadTo[edge]!]! },
    ];
    for (let i = 1; i < stops.length; i++) {
      const [low, high] = [stops[i - 1]!, stops[i]!];
      const m = (high.at - low.at) * c.roadM[edge]!;
      const over = crossed[edge]!.filter(({ at }) => (i === 1 || at > low.at) && at <= high.at);
      const price = m === 0 ? 0 : m * costs.perM[c.roadGround[edge]!]!;
      const cost = price + over.reduce((sum, { kind }) => sum + crossing(kind), 0);
      if (cost < Infinity) join(low.node, high.node, cost);
    }
  }
  return leastCost(start, end);
}
