import { CROSSING_KINDS, OFF_ROAD } from '../../../src/model/ground.ts';
import type { Place } from '../../../src/model/geometry.ts';
import type { RouteCosts } from '../../../src/search/routes/route-costs.ts';
import { sourceAccess } from '../../../src/search/routes/source-access.ts';
import type { Snapshot } from '../../../src/snapshot/open.ts';
import { type Access, type Leg, Roads, boxAround } from '../../../src/snapshot/roads/roads.ts';

/** A piece of a route: its ground, its metres and what it crosses. */
export interface PlainPiece {
  readonly ground: number;
  readonly m: number;
  readonly crossed: readonly { readonly kind: number }[];
}

/** Where a route ends: a place, and how it reaches the roads. */
export interface PlainEnd {
  readonly place: Place;
  readonly access: Access | null;
}

interface PlainNode {
  readonly to: { node: PlainNode; cost: number; piece: PlainPiece }[];
}

const priceOf = (costs: RouteCosts, { ground, m, crossed }: PlainPiece): number =>
  crossed.reduce(
    (sum, { kind }) => sum + costs.perCrossing[kind]! * (CROSSING_KINDS[kind] === 'water' ? 0.5 : 1),
    m === 0 ? 0 : m * costs.perM[ground]!,
  );

/** What a route of pieces costs. */
export const plainPrice = (costs: RouteCosts, pieces: readonly PlainPiece[]): number =>
  pieces.reduce((sum, piece) => sum + priceOf(costs, piece), 0);

interface Label {
  readonly cost: number;
  readonly from: PlainNode | null;
  readonly piece: PlainPiece | null;
}

/** Dijkstra as in the textbook: the nearest open node is looked for one by one. */
function leastCosts(start: PlainNode): Map<PlainNode, Label> {
  const open = new Map<PlainNode, Label>([[start, { cost: 0, from: null, piece: null }]]);
  const done = new Map<PlainNode, Label>();
  for (;;) {
    let [nearest, least]: [PlainNode | null, number] = [null, Infinity];
    for (const [node, { cost }] of open) if (cost < least) [nearest, least] = [node, cost];
    if (nearest === null) return done;
    done.set(nearest, open.get(nearest)!);
    open.delete(nearest);
    for (const { node, cost, piece } of nearest.to) {
      const there = least + cost;
      if (!done.has(node) && there < (open.get(node)?.cost ?? Infinity))
        open.set(node, { cost: there, from: nearest, piece });
    }
  }
}

/** Whether a road node lies within bounds of the site, by its own box. */
function isWithin({ columns: c }: Snapshot, site: Place, withinM: number): (node: number) => boolean {
  const { west, south, east, north } = boxAround(site, withinM);
  return (node) =>
    c.roadLonE7[node]! >= west &&
    c.roadLonE7[node]! <= east &&
    c.roadLatE7[node]! >= south &&
    c.roadLatE7[node]! <= north;
}

/** A source as an end, tied to the roads as the snapshot has it. */
export const plainEnd = (snapshot: Snapshot, source: number): PlainEnd => ({
  place: snapshot.placeOf(source),
  access: sourceAccess(snapshot.columns, source),
});

/**
 * The cheapest route from a site to each end: the roads as objects, cut where site and ends reach them, with nothing of
 * the search's labels or order. The places where they reach the roads are given.
 *
 * @returns in the order of the ends; `null` where none leads there.
 */
export function plainRoutes(
  snapshot: Snapshot,
  site: Place,
  ends: readonly PlainEnd[],
  { costs, withinM }: { costs: RouteCosts; withinM: number },
): ({ cost: number; pieces: PlainPiece[] } | null)[] {
  const { columns: c, counts } = snapshot;
  const isIn = isWithin(snapshot, site, withinM);
  const nodes = new Map<number, PlainNode>();
  for (let node = 0; node < counts.roadNodes; node++) if (isIn(node)) nodes.set(node, { to: [] });
  const link = (a: PlainNode, b: PlainNode, piece: PlainPiece) => {
    const cost = priceOf(costs, piece);
    if (cost < Infinity) a.to.push({ node: b, cost, piece });
  };
  const over = ({ m, crossed }: Leg): PlainPiece => ({ ground: OFF_ROAD, m, crossed });

  const crossed = new Map<number, { kind: number; at: number }[]>();
  c.crossingEdge.forEach((edge, i) => {
    const met = { kind: c.crossingKind[i]!, at: c.crossingAt[i]! };
    crossed.set(edge, [...(crossed.get(edge) ?? []), met]);
  });
  const cuts = new Map<number, { at: number; node: PlainNode }[]>();
  const cut = ({ edge, at }: Access): PlainNode => {
    const node: PlainNode = { to: [] };
    cuts.set(edge, [...(cuts.get(edge) ?? []), { at, node }]);
    return node;
  };
  const roads = new Roads(c);
  const start: PlainNode = { to: [] };
  for (const access of roads.accesses(site, 8)) link(start, cut(access), over(access));
  const ending = ends.map(({ place, access }) => {
    const end: PlainNode = { to: [] };
    if (access !== null) link(cut(access), end, over(access));
    const straight = roads.straight(site, place);
    if (straight !== null) link(start, end, over(straight));
    return end;
  });

  for (let edge = 0; edge < counts.roadEdges; edge++) {
    const [from, to] = [nodes.get(c.roadFrom[edge]!), nodes.get(c.roadTo[edge]!)];
    if (!cuts.has(edge) && (from === undefined || to === undefined)) continue;
    const stops = [
      { at: 0, node: from },
      ...(cuts.get(edge) ?? []).sort((a, b) => a.at - b.at),
      { at: 1, node: to },
    ];
    for (let i = 1; i < stops.length; i++) {
      const [low, high] = [stops[i - 1]!, stops[i]!];
      if (low.node === undefined || high.node === undefined) continue;
      const met = (crossed.get(edge) ?? []).filter(({ at }) => (i === 1 || at > low.at) && at <= high.at);
      const piece = { ground: c.roadGround[edge]!, m: (high.at - low.at) * c.roadM[edge]!, crossed: met };
      link(low.node, high.node, piece);
      link(high.node, low.node, piece);
    }
  }
  const reached = leastCosts(start);
  return ending.map((end) => {
    const label = reached.get(end);
    if (label === undefined) return null;
    const pieces: PlainPiece[] = [];
    for (let at: Label | undefined = label; at.piece !== null; at = reached.get(at.from!)!)
      pieces.push(at.piece);
    return { cost: label.cost, pieces: pieces.reverse() };
  });
}
