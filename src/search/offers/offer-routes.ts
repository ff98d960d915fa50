import type { Place } from '../../model/geometry.ts';
import { OFF_ROAD } from '../../model/ground.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { type Access, type Box, type Roads, boxAround } from '../../snapshot/roads/roads.ts';
import { CostQueue } from '../routes/cost-queue.ts';
import { crossingCost, edgeCost, legCost, stretchCost } from '../routes/edge-costs.ts';
import type { RouteCosts } from '../routes/route-costs.ts';
import { BestOffers } from './best-offers.ts';
import type { Candidates } from './candidates.ts';
import { NodeTable } from './node-table.ts';
import type { OfferQuestion, OfferWay } from './offer-question.ts';
import { FIELD, type SourceTiles } from './source-tiles.ts';

/**
 * How a candidate is reached: straight; on the edge of access i (ACCESS + i); from either end of its edge. Of ways that
 * cost the same the lower counts.
 */
export const ENTRY = { straight: 0, access: 1, from: 100, to: 101 } as const;

/** A straight way is looked for no further than this, m: what `Roads.straight` takes for neighbours, and slack. */
const STRAIGHT_M = 62;

/**
 * The routes of the cheapest few candidates: one search by increasing cost for each set of prices, which ends when
 * nothing it has not reached can come in any more.
 *
 * The routes are those of `RoadSearch`, which reaches every source.
 */
export class OfferRoutes {
  readonly best = new BestOffers();
  /** Per candidate: cost of its route, yuan; Infinity = not reached, or not among the cheapest. */
  cost = new Float64Array(512);
  /** Per candidate: how it is reached, see ENTRY. */
  entry = new Uint8Array(512);
  readonly #snapshot: Snapshot;
  readonly #roads: Roads;
  readonly #records: Int32Array;
  readonly #queue = new CostQueue();
  /** One for each way: ways of one set of prices use that of the first. */
  readonly #tables: NodeTable[] = [];
  /** Next candidate end at the same node: end e of candidate c is 2·c + e. */
  #next = new Int32Array(1024);
  // What the search under way is about: fields, because an object for each candidate would be garbage by the thousand.
  #candidates: Candidates;
  #accesses: readonly Access[] = [];
  #ways: readonly OfferWay[] = [];
  #table = new NodeTable();
  #costs: RouteCosts = { perM: new Float64Array(0), laying: [], perCrossing: new Float64Array(0) };
  #box: Box = { west: 0, south: 0, east: 0, north: 0 };

  constructor(snapshot: Snapshot, roads: Roads, tiles: SourceTiles, candidates: Candidates) {
    this.#snapshot = snapshot;
    this.#roads = roads;
    this.#records = tiles.records;
    this.#candidates = candidates;
  }

  /** Fills `best`, and `cost` and `entry` for the candidates in it. */
  search({ site, withinM, ways }: OfferQuestion, accesses: readonly Access[]): void {
    const { size } = this.#candidates;
    this.#makeRoom(size);
    this.best.clear();
    this.cost.fill(Infinity, 0, size);
    this.#accesses = accesses;
    this.#ways = ways;
    this.#box = boxAround(site, withinM);
    for (let way = 0; way < ways.length; way++) {
      if (size > 0 && firstAlike(ways, way) === way) this.#searchAt(site, way);
    }
  }

  /**
   * Nodes of a candidate's route from its own end on, in `path`.
   *
   * @param path nodes and the edges between them by turns; grows as needed.
   * @returns how many figures, and by which access the route comes onto the roads; none where it stays on one edge.
   */
  trace(way: number, last: number, path: number[]): { size: number; access: number } {
    const { roadFrom, roadTo } = this.#snapshot.columns;
    const table = this.#tableOf(firstAlike(this.#ways, way));
    let size = 0;
    for (let node = last; ;) {
      path[size++] = node;
      const via = table.via[table.slot(node)] ?? 0;
      if (via < 0) return { size, access: -1 - via };
      path[size++] = via;
      node = (roadFrom[via] ?? 0) + (roadTo[via] ?? 0) - node;
    }
  }

  #tableOf(way: number): NodeTable {
    return (this.#tables[way] ??= new NodeTable());
  }

  #makeRoom(most: number): void {
    if (most <= this.cost.length) return;
    const room = 2 ** Math.ceil(Math.log2(most));
    this.cost = new Float64Array(room);
    this.entry = new Uint8Array(room);
    this.#next = new Int32Array(2 * room);
  }

  #searchAt(site: Place, group: number): void {
    const first = this.#ways[group];
    if (first === undefined) return;
    this.#costs = first.costs;
    this.#table = this.#tableOf(group);
    this.#table.clear();
    this.#queue.clear();
    let leastFixed = Infinity;
    let ends = 0;
    for (let c = 0; c < this.#candidates.size; c++) {
      const way = this.#candidates.way[c] ?? 0;
      if (firstAlike(this.#ways, way) !== group) continue;
      leastFixed = Math.min(leastFixed, this.#ways[way]?.fixedYuan ?? 0);
      ends += this.#place(c, site);
    }
    if (ends === 0) return;
    for (let i = 0; i < this.#accesses.length; i++) this.#begin(i);
    this.#settle(ends, leastFixed);
  }

  /** Offers what needs no search, and hangs a candidate on the ends of its edge. @returns how many ends. */
  #place(c: number, site: Place): number {
    const record = this.#candidates.record[c] ?? 0;
    if ((this.#candidates.aboutM[c] ?? 0) < STRAIGHT_M) this.#offerStraight(c, site);
    const edge = this.#records[record + FIELD.edge] ?? -1;
    if (edge < 0) return 0;
    for (let i = 0; i < this.#accesses.length; i++) {
      if (this.#accesses[i]?.edge === edge) this.#offerAlong(c, i);
    }
    let ends = 0;
    for (let end = 0; end < 2; end++) {
      const node = this.#records[record + FIELD.from + end] ?? 0;
      if (!this.#isIn(node)) continue;
      const slot = this.#table.slot(node);
      this.#next[2 * c + end] = this.#table.head[slot] ?? -1;
      this.#table.head[slot] = 2 * c + end;
      ends++;
    }
    return ends;
  }

  #sourceOf(c: number): number {
    return this.#records[(this.#candidates.record[c] ?? 0) + FIELD.source] ?? 0;
  }

  #offerStraight(c: number, site: Place): void {
    const leg = this.#roads.straight(site, this.#snapshot.placeOf(this.#sourceOf(c)));
    if (leg !== null) this.#offer(c, legCost(this.#costs, OFF_ROAD, leg), ENTRY.straight);
  }

  /** From an access that is on the candidate's own edge. */
  #offerAlong(c: number, i: number): void {
    const on = this.#accesses[i];
    if (on === undefined) return;
    const source = this.#sourceOf(c);
    const to = this.#snapshot.columns.sourceRoadAt[source] ?? 0;
    const along = legCost(this.#costs, OFF_ROAD, on) + this.#stretch(on.edge, on.at, to);
    this.#offer(c, along + this.#leaving(source), ENTRY.access + i);
  }

  #offer(c: number, cost: number, entry: number): void {
    const known = this.cost[c] ?? Infinity;
    if (cost < known || (cost === known && cost < Infinity && entry < (this.entry[c] ?? 0))) {
      this.cost[c] = cost;
      this.entry[c] = entry;
      const fixed = this.#ways[this.#candidates.way[c] ?? 0]?.fixedYuan ?? 0;
      this.best.put(c, this.#sourceOf(c), Math.round((cost + fixed) * 100));
    }
  }

  #begin(i: number): void {
    const access = this.#accesses[i];
    if (access === undefined) return;
    const onto = legCost(this.#costs, OFF_ROAD, access);
    const { edge, at } = access;
    const { roadFrom, roadTo } = this.#snapshot.columns;
    this.#reach(roadFrom[edge] ?? 0, onto + this.#stretch(edge, at, 0), -1 - i);
    this.#reach(roadTo[edge] ?? 0, onto + this.#stretch(edge, at, 1), -1 - i);
  }

  /** @param ends how many candidate ends hang on nodes: when all are reached, all is known. */
  #settle(ends: number, leastFixed: number): void {
    const { columns } = this.#snapshot;
    const { roadArcStart, roadArcNode, roadArcEdge } = columns;
    const queue = this.#queue;
    const table = this.#table;
    const costs = this.#costs;
    let open = ends;
    while (open > 0) {
      const node = queue.pop();
      if (node < 0) return;
      const slot = table.slot(node);
      if (table.settled[slot] === 1) continue;
      const { cost } = queue;
      if (Math.round((cost + leastFixed) * 100) > this.best.limitFen) return;
      table.settled[slot] = 1;
      for (let end = table.head[slot] ?? -1; end >= 0; end = this.#next[end] ?? -1) {
        this.#leave(end, cost);
        open--;
      }
      const last = roadArcStart[node + 1] ?? 0;
      for (let arc = roadArcStart[node] ?? 0; arc < last; arc++) {
        const edge = roadArcEdge[arc] ?? 0;
        this.#reach(roadArcNode[arc] ?? 0, cost + edgeCost(columns, costs, edge), edge);
      }
    }
  }

  #leave(end: number, cost: number): void {
    const source = this.#sourceOf(end >> 1);
    const { sourceRoad, sourceRoadAt } = this.#snapshot.columns;
    const along = this.#stretch(sourceRoad[source] ?? 0, end & 1, sourceRoadAt[source] ?? 0);
    this.#offer(end >> 1, cost + along + this.#leaving(source), ENTRY.from + (end & 1));
  }

  #reach(node: number, cost: number, via: number): void {
    if (!(cost < Infinity)) return;
    const table = this.#table;
    const slot = table.slot(node);
    const known = table.cost[slot] ?? Infinity;
    if (table.settled[slot] === 1 || !(cost < known)) return;
    if (known === Infinity && !this.#isIn(node)) return;
    table.cost[slot] = cost;
    table.via[slot] = via;
    this.#queue.push(node, cost);
  }

  #isIn(node: number): boolean {
    const { west, south, east, north } = this.#box;
    const x = this.#snapshot.columns.roadLonE7[node] ?? 0;
    const y = this.#snapshot.columns.roadLatE7[node] ?? 0;
    return x >= west && x <= east && y >= south && y <= north;
  }

  #stretch(edge: number, from: number, to: number): number {
    return stretchCost(this.#snapshot.columns, this.#costs, { edge, from, to });
  }

  /** From the road to the source. */
  #leaving(source: number): number {
    const { sourceRoadM, sourceCrossingStart, sourceCrossingKind } = this.#snapshot.columns;
    let sum = (this.#costs.perM[OFF_ROAD] ?? 0) * (sourceRoadM[source] ?? 0);
    const end = sourceCrossingStart[source + 1] ?? 0;
    for (let i = sourceCrossingStart[source] ?? 0; i < end; i++) {
      sum += crossingCost(this.#costs, sourceCrossingKind[i] ?? 0);
    }
    return sum;
  }
}

/** The first way with the same prices along the route. */
function firstAlike(ways: readonly OfferWay[], way: number): number {
  const costs = ways[way]?.costs;
  for (let i = 0; i < way; i++) if (ways[i]?.costs === costs) return i;
  return way;
}
