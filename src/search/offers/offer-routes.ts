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
import type { OfferQuestion } from './offer-question.ts';
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
  #accesses: readonly Access[] = [];

  constructor(snapshot: Snapshot, roads: Roads, tiles: SourceTiles) {
    this.#snapshot = snapshot;
    this.#roads = roads;
    this.#records = tiles.records;
  }

  /** Fills `best`, and `cost` and `entry` for the candidates in it. */
  search(question: OfferQuestion, candidates: Candidates, accesses: readonly Access[]): void {
    this.#makeRoom(candidates.size);
    this.best.clear();
    this.#accesses = accesses;
    this.cost.fill(Infinity, 0, candidates.size);
    const { ways } = question;
    for (let way = 0; way < ways.length; way++) {
      if (firstAlike(question, way) === way) this.#searchAt(question, candidates, way);
    }
  }

  /**
   * Nodes of a candidate's route from its own end on, in `path`.
   *
   * @param path nodes and the edges between them by turns; grows as needed.
   * @returns how many figures, and by which access the route comes onto the roads; none where it stays on one edge.
   */
  trace(
    question: OfferQuestion,
    way: number,
    last: number,
    path: number[],
  ): { size: number; access: number } {
    const { roadFrom, roadTo } = this.#snapshot.columns;
    const table = this.#tableOf(firstAlike(question, way));
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

  #searchAt(question: OfferQuestion, candidates: Candidates, group: number): void {
    const { costs } = question.ways[group] ?? { costs: null };
    if (costs === null) return;
    const table = this.#tableOf(group);
    table.clear();
    this.#queue.clear();
    const box = boxAround(question.site, question.withinM);
    let leastFixed = Infinity;
    let ends = 0;
    for (let c = 0; c < candidates.size; c++) {
      const way = candidates.way[c] ?? 0;
      if (firstAlike(question, way) !== group) continue;
      const fixed = question.ways[way]?.fixedYuan ?? 0;
      if (fixed < leastFixed) leastFixed = fixed;
      ends += this.#place(c, question, { candidates, table, box, fixed, costs });
    }
    if (ends === 0) return;
    for (let i = 0; i < this.#accesses.length; i++) this.#begin(i, { table, costs, box });
    this.#settle(question, candidates, { table, costs, box, leastFixed, ends });
  }

  /** Offers what needs no search, and hangs a candidate on the ends of its edge. @returns how many ends. */
  #place(
    c: number,
    question: OfferQuestion,
    at: { candidates: Candidates; table: NodeTable; box: Box; fixed: number; costs: RouteCosts },
  ): number {
    const { candidates, table, costs, box, fixed } = at;
    const record = candidates.record[c] ?? 0;
    const source = this.#records[record + FIELD.source] ?? 0;
    if ((candidates.aboutM[c] ?? 0) < STRAIGHT_M) this.#offerStraight(c, source, question.site, at);
    const edge = this.#records[record + FIELD.edge] ?? -1;
    if (edge < 0) return 0;
    for (let i = 0; i < this.#accesses.length; i++) {
      const on = this.#accesses[i];
      if (on?.edge !== edge) continue;
      const to = this.#snapshot.columns.sourceRoadAt[source] ?? 0;
      const along = legCost(costs, OFF_ROAD, on) + this.#stretch(costs, edge, on.at, to);
      this.#offer(c, source, { cost: along + this.#leaving(costs, source), fixed, entry: ENTRY.access + i });
    }
    let ends = 0;
    for (let end = 0; end < 2; end++) {
      const node = this.#records[record + FIELD.from + end] ?? 0;
      if (!this.#isIn(node, box)) continue;
      const slot = table.slot(node);
      this.#next[2 * c + end] = table.head[slot] ?? -1;
      table.head[slot] = 2 * c + end;
      ends++;
    }
    return ends;
  }

  #offerStraight(
    c: number,
    source: number,
    site: Place,
    { costs, fixed }: { costs: RouteCosts; fixed: number },
  ): void {
    const leg = this.#roads.straight(site, this.#snapshot.placeOf(source));
    if (leg === null) return;
    this.#offer(c, source, { cost: legCost(costs, OFF_ROAD, leg), fixed, entry: ENTRY.straight });
  }

  #offer(c: number, source: number, at: { cost: number; fixed: number; entry: number }): void {
    const { cost, fixed, entry } = at;
    const known = this.cost[c] ?? Infinity;
    if (cost < known || (cost === known && cost < Infinity && entry < (this.entry[c] ?? 0))) {
      this.cost[c] = cost;
      this.entry[c] = entry;
      this.best.put(c, source, Math.round((cost + fixed) * 100));
    }
  }

  #begin(i: number, { table, costs, box }: { table: NodeTable; costs: RouteCosts; box: Box }): void {
    const access = this.#accesses[i];
    if (access === undefined) return;
    const onto = legCost(costs, OFF_ROAD, access);
    const { edge, at } = access;
    const { roadFrom, roadTo } = this.#snapshot.columns;
    this.#reach(table, roadFrom[edge] ?? 0, onto + this.#stretch(costs, edge, at, 0), { via: -1 - i, box });
    this.#reach(table, roadTo[edge] ?? 0, onto + this.#stretch(costs, edge, at, 1), { via: -1 - i, box });
  }

  #settle(
    question: OfferQuestion,
    candidates: Candidates,
    run: { table: NodeTable; costs: RouteCosts; box: Box; leastFixed: number; ends: number },
  ): void {
    const { table, costs, box, leastFixed } = run;
    const { columns } = this.#snapshot;
    const { roadArcStart, roadArcNode, roadArcEdge } = columns;
    const queue = this.#queue;
    let open = run.ends;
    while (open > 0) {
      const node = queue.pop();
      if (node < 0) return;
      const slot = table.slot(node);
      if (table.settled[slot] === 1) continue;
      const { cost } = queue;
      if (Math.round((cost + leastFixed) * 100) > this.best.limitFen) return;
      table.settled[slot] = 1;
      for (let end = table.head[slot] ?? -1; end >= 0; end = this.#next[end] ?? -1) {
        this.#leave(end, cost, question, { candidates, costs });
        open--;
      }
      const last = roadArcStart[node + 1] ?? 0;
      for (let arc = roadArcStart[node] ?? 0; arc < last; arc++) {
        const edge = roadArcEdge[arc] ?? 0;
        const there = cost + edgeCost(columns, costs, edge);
        this.#reach(table, roadArcNode[arc] ?? 0, there, { via: edge, box });
      }
    }
  }

  #leave(
    end: number,
    cost: number,
    { ways }: OfferQuestion,
    { candidates, costs }: { candidates: Candidates; costs: RouteCosts },
  ): void {
    const c = end >> 1;
    const record = candidates.record[c] ?? 0;
    const source = this.#records[record + FIELD.source] ?? 0;
    const edge = this.#records[record + FIELD.edge] ?? 0;
    const at = this.#snapshot.columns.sourceRoadAt[source] ?? 0;
    const there = cost + this.#stretch(costs, edge, end & 1, at) + this.#leaving(costs, source);
    const fixed = ways[candidates.way[c] ?? 0]?.fixedYuan ?? 0;
    this.#offer(c, source, { cost: there, fixed, entry: ENTRY.from + (end & 1) });
  }

  #reach(table: NodeTable, node: number, cost: number, { via, box }: { via: number; box: Box }): void {
    if (!(cost < Infinity)) return;
    const slot = table.slot(node);
    const known = table.cost[slot] ?? Infinity;
    if (table.settled[slot] === 1 || !(cost < known)) return;
    if (known === Infinity && !this.#isIn(node, box)) return;
    table.cost[slot] = cost;
    table.via[slot] = via;
    this.#queue.push(node, cost);
  }

  #isIn(node: number, { west, south, east, north }: Box): boolean {
    const x = this.#snapshot.columns.roadLonE7[node] ?? 0;
    const y = this.#snapshot.columns.roadLatE7[node] ?? 0;
    return x >= west && x <= east && y >= south && y <= north;
  }

  #stretch(costs: RouteCosts, edge: number, from: number, to: number): number {
    return stretchCost(this.#snapshot.columns, costs, { edge, from, to });
  }

  /** From the road to the source. */
  #leaving(costs: RouteCosts, source: number): number {
    const { sourceRoadM, sourceCrossingStart, sourceCrossingKind } = this.#snapshot.columns;
    let sum = (costs.perM[OFF_ROAD] ?? 0) * (sourceRoadM[source] ?? 0);
    const end = sourceCrossingStart[source + 1] ?? 0;
    for (let i = sourceCrossingStart[source] ?? 0; i < end; i++) {
      sum += crossingCost(costs, sourceCrossingKind[i] ?? 0);
    }
    return sum;
  }
}

/** The first way with the same prices along the route. */
function firstAlike({ ways }: OfferQuestion, way: number): number {
  const costs = ways[way]?.costs;
  for (let i = 0; i < way; i++) if (ways[i]?.costs === costs) return i;
  return way;
}
