import { OFF_ROAD } from '../../src/model/ground.ts';
import { SOURCE_KINDS } from '../../src/model/plan.ts';
import type { Headroom } from '../../src/search/headroom.ts';
import type { OfferQuestion } from '../../src/search/offers/offer-question.ts';
import { edgeCost, legCost, stretchCost } from '../../src/search/routes/edge-costs.ts';
import { ACCESSES } from '../../src/search/routes/road-search.ts';
import type { RouteCosts } from '../../src/search/routes/route-costs.ts';
import { sourceAccess } from '../../src/search/routes/source-access.ts';
import type { Snapshot } from '../../src/snapshot/open.ts';
import { Roads } from '../../src/snapshot/roads/roads.ts';

/** A piece of the graph that peers search: road nodes by index, then sources (node = road nodes + source). */
export interface PeerEdge {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  readonly m: number;
  /** Only from `from` to `to`: what leads to a source leads nowhere else. */
  readonly oneWay: boolean;
}

/** A medium-voltage source as peers get it. */
export interface PeerSource {
  readonly source: number;
  readonly lon: number;
  readonly lat: number;
  /** Its place among the question's ways: 0 = tee, 1 = bay. */
  readonly way: number;
  readonly element: number;
  /** What its chain takes, 0.01 kVA. */
  readonly openCkva: number;
  /** What its line and its bays take; 0 = nothing: somebody's own line, or no spare bay. */
  readonly usableCkva: number;
}

/** What every peer is given: the same figures, worked out beforehand, so that none pays for drawing or pricing. */
export interface PeerNetwork {
  readonly nodes: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly edges: readonly PeerEdge[];
  readonly sources: readonly PeerSource[];
  /** Element above each; −1 at the top. */
  readonly parent: Int32Array;
  /** Room of each element alone, 0.01 kVA. */
  readonly leftCkva: Int32Array;
}

/** A way from the site onto a node; one way, too. */
type Onto = Pick<PeerEdge, 'to' | 'cost' | 'm'>;

/** A question as peers get it: told where the site reaches the roads, which we find out as part of the question. */
export interface PeerQuestion {
  readonly lon: number;
  readonly lat: number;
  readonly needCkva: number;
  /** By way. */
  readonly fixedYuan: readonly number[];
  /** From the site to nodes, and to sources on the same edge or near by. */
  readonly onto: readonly Onto[];
}

/** "as much as there is" in 32 bits. */
const ANY = 2_147_483_647;

function usableCkva({ snapshot, rules }: Headroom, source: number, way: number): number {
  const { columns } = snapshot;
  const feeder = columns.elementFeeder[columns.sourceElement[source]!] ?? -1;
  if (feeder >= 0 && columns.feederDedicated[feeder] === 1) return 0;
  const counted = columns.sourceSpareBays[source]!;
  if (way === 0 || counted < 0) return ANY;
  if (counted - columns.reservedBays[source]! < 1) return 0;
  const ratings = Array.from(
    columns.bayRatingCkva.slice(columns.bayStart[source], columns.bayStart[source + 1]),
  );
  if (ratings.length === 0 || ratings.some((rating) => rating < 0)) return ANY;
  return Math.max(...ratings.map((rating) => Math.floor(rating * rules.usableShare.bay + 1e-6)));
}

/** The graph and the sources of a region under one set of prices. */
export function peerNetwork(headroom: Headroom, { ways }: OfferQuestion): PeerNetwork {
  const { snapshot } = headroom;
  const { columns: c, counts } = snapshot;
  const costs = ways[0]!.costs;
  const edges: PeerEdge[] = [];
  const add = (edge: PeerEdge) => {
    if (edge.cost < Infinity) edges.push(edge);
  };
  for (let edge = 0; edge < counts.roadEdges; edge++) {
    const [from, to] = [c.roadFrom[edge]!, c.roadTo[edge]!];
    add({ from, to, cost: edgeCost(c, costs, edge), m: c.roadM[edge]!, oneWay: false });
  }
  const sources: PeerSource[] = [];
  for (let source = 0; source < counts.sources; source++) {
    const kind = SOURCE_KINDS[c.sourceKind[source]!]!;
    const way = ways.findIndex(({ starts }) => starts.includes(kind));
    if (way < 0) continue;
    const [lon, lat, element] = [c.sourceLon[source]!, c.sourceLat[source]!, c.sourceElement[source]!];
    const openCkva = headroom.openCkva[element]!;
    sources.push({
      ...{ source, lon, lat, way, element, openCkva },
      usableCkva: usableCkva(headroom, source, way),
    });
    const off = sourceAccess(c, source);
    if (off === null) continue;
    const leaving = legCost(costs, OFF_ROAD, off);
    for (const end of [0, 1]) {
      const from = (end === 0 ? c.roadFrom : c.roadTo)[off.edge]!;
      const cost = stretchCost(c, costs, { edge: off.edge, from: end, to: off.at }) + leaving;
      add({
        from,
        to: counts.roadNodes + source,
        cost,
        m: c.roadM[off.edge]! * Math.abs(off.at - end) + off.m,
        oneWay: true,
      });
    }
  }
  return {
    nodes: counts.roadNodes,
    lon: Float64Array.from(c.roadLonE7, (x) => x / 1e7),
    lat: Float64Array.from(c.roadLatE7, (y) => y / 1e7),
    ...{ edges, sources, parent: c.elementParent },
    leftCkva: Int32Array.from(c.elementParent, (_, e) => headroom.leftCkva(e) ?? ANY),
  };
}

/** Sources by the edge they are tied to. */
export function sourcesByEdge({ snapshot }: Headroom): ReadonlyMap<number, readonly number[]> {
  const byEdge = new Map<number, number[]>();
  snapshot.columns.sourceRoad.forEach((edge, source) => {
    if (edge >= 0) byEdge.set(edge, [...(byEdge.get(edge) ?? []), source]);
  });
  return byEdge;
}

/** Gives a question the form that peers get. */
export function peerQuestion(
  { snapshot }: Headroom,
  question: OfferQuestion,
  onEdge: ReadonlyMap<number, readonly number[]>,
): PeerQuestion {
  const { columns: c, counts } = snapshot;
  const costs: RouteCosts = question.ways[0]!.costs;
  const roads = new Roads(c);
  const onto = roads.accesses(question.site, ACCESSES).flatMap((access) => {
    const { edge, at } = access;
    const first = legCost(costs, OFF_ROAD, access);
    const along = (to: number) => ({
      cost: first + stretchCost(c, costs, { edge, from: at, to }),
      m: access.m + c.roadM[edge]! * Math.abs(to - at),
    });
    const direct = (onEdge.get(edge) ?? []).map((source) => {
      const off = sourceAccess(c, source)!;
      const { cost, m } = along(off.at);
      return { to: counts.roadNodes + source, cost: cost + legCost(costs, OFF_ROAD, off), m: m + off.m };
    });
    return [{ to: c.roadFrom[edge]!, ...along(0) }, { to: c.roadTo[edge]!, ...along(1) }, ...direct];
  });
  const straight = neighbours(snapshot, question).flatMap((source) => {
    const leg = roads.straight(question.site, snapshot.placeOf(source));
    return leg === null
      ? []
      : [{ to: counts.roadNodes + source, cost: legCost(costs, OFF_ROAD, leg), m: leg.m }];
  });
  // Of several ways onto one node the cheapest is all that peers need.
  const least = new Map<number, Onto>();
  for (const edge of [...onto, ...straight])
    if (edge.cost < (least.get(edge.to)?.cost ?? Infinity)) least.set(edge.to, edge);
  return {
    ...question.site,
    needCkva: question.needCkva,
    fixedYuan: question.ways.map(({ fixedYuan }) => fixedYuan),
    onto: [...least.values()],
  };
}

/** Sources that a line may be led to straight over open ground: some 100 m around. */
function neighbours(snapshot: Snapshot, { site: { lon, lat }, ways }: OfferQuestion): number[] {
  const span = 0.001;
  return snapshot
    .sourcesInBox(lon - span, lat - span, lon + span, lat + span)
    .filter((source) => ways.some(({ starts }) => starts.includes(snapshot.sourceKind(source))));
}
