import type { Place } from '../../model/geometry.ts';
import { OFF_ROAD } from '../../model/ground.ts';
import type { Columns } from '../../snapshot/layout.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { type Access, type Box, type Leg, Roads, boxAround } from '../../snapshot/roads/roads.ts';
import { CostQueue } from './cost-queue.ts';
import { edgeCost, legCost, stretchCost } from './edge-costs.ts';
import type { RouteCosts } from './route-costs.ts';
import { sourceAccess } from './source-access.ts';

/** A way along roads: from one point on an edge over whole edges to another. */
export interface RoadWay {
  readonly on: Access;
  /** Nodes it runs through; none where it stays on one edge. */
  readonly nodes: Int32Array;
  /** Edges between them, one fewer. */
  readonly edges: Int32Array;
  readonly off: Access;
}

/** A least-cost way from the receiving point to a power source, not yet drawn. */
export interface Way {
  readonly source: number;
  /** In the unit of the costs. */
  readonly cost: number;
  /** The way along roads; `null` = straight over open ground. */
  readonly roads: RoadWay | null;
  /** The way over open ground where it follows no road. */
  readonly straight: Leg | null;
}

export interface RouteTerms {
  readonly costs: RouteCosts;
  /** How far from the site a route may go, straight, m. */
  readonly withinM: number;
}

const NOTHING = new Int32Array(0);

/** Points on roads tried from the site. */
export const ACCESSES = 8;

/** Last run number before the marks start anew. */
const MOST_RUNS = 2 ** 31 - 2;

/**
 * Least-cost ways from one receiving point to many sources along the roads of a snapshot: one search by increasing
 * cost, that ends when the last source is reached or nothing is left within bounds.
 *
 * Holds 20 bytes per road node, used again by every search; one per thread.
 */
export class RoadSearch {
  readonly roads: Roads;
  readonly #snapshot: Snapshot;
  readonly #columns: Columns;
  readonly #queue = new CostQueue();
  /** Labels of a run count only under its marks: 2·run = reached, 2·run + 1 = settled. */
  readonly #mark: Uint32Array;
  readonly #wanted: Uint32Array;
  readonly #cost: Float64Array;
  /** Edge by which a node is reached; −1 − i = from access i. */
  readonly #via: Int32Array;
  #run = 0;

  constructor(snapshot: Snapshot) {
    const { roadNodes } = snapshot.counts;
    this.#snapshot = snapshot;
    this.#columns = snapshot.columns;
    this.roads = new Roads(snapshot.columns);
    this.#mark = new Uint32Array(roadNodes);
    this.#wanted = new Uint32Array(roadNodes);
    this.#cost = new Float64Array(roadNodes);
    this.#via = new Int32Array(roadNodes);
  }

  /**
   * The cheapest way to each source, in the order of the sources; `null` where none leads there within bounds.
   *
   * @cost one bounded Dijkstra, O(n log n) in the nodes cheaper than the dearest source.
   */
  ways(site: Place, sources: readonly number[], terms: RouteTerms): (Way | null)[] {
    this.#run = this.#run >= MOST_RUNS ? this.#restart() : this.#run + 1;
    const accesses = this.roads.accesses(site, ACCESSES);
    const offs = sources.map((source) => sourceAccess(this.#columns, source));
    const box = boxAround(site, terms.withinM);
    this.#queue.clear();
    this.#begin(accesses, terms.costs, box);
    this.#settle(this.#want(offs, box), terms.costs, box);
    return sources.map((source, i) => this.#wayTo(source, { site, accesses, off: offs[i] ?? null, terms }));
  }

  #restart(): number {
    this.#mark.fill(0);
    this.#wanted.fill(0);
    return 1;
  }

  #begin(accesses: readonly Access[], costs: RouteCosts, box: Box): void {
    accesses.forEach((access, i) => {
      const onto = legCost(costs, OFF_ROAD, access);
      const { edge, at } = access;
      const { roadFrom, roadTo } = this.#columns;
      const back = onto + stretchCost(this.#columns, costs, { edge, from: at, to: 0 });
      const ahead = onto + stretchCost(this.#columns, costs, { edge, from: at, to: 1 });
      this.#reach(roadFrom[edge] ?? 0, back, -1 - i, box);
      this.#reach(roadTo[edge] ?? 0, ahead, -1 - i, box);
    });
  }

  /** Marks the ends of the roads that sources are tied to. @returns how many nodes that are. */
  #want(offs: readonly (Access | null)[], box: Box): number {
    let count = 0;
    for (const off of offs) {
      if (off === null) continue;
      for (const node of [this.#columns.roadFrom[off.edge] ?? 0, this.#columns.roadTo[off.edge] ?? 0]) {
        if (this.#wanted[node] === this.#run || !this.#isIn(node, box)) continue;
        this.#wanted[node] = this.#run;
        count++;
      }
    }
    return count;
  }

  #isIn(node: number, { west, south, east, north }: Box): boolean {
    const x = this.#columns.roadLonE7[node] ?? 0;
    const y = this.#columns.roadLatE7[node] ?? 0;
    return x >= west && x <= east && y >= south && y <= north;
  }

  #reach(node: number, cost: number, via: number, box: Box): void {
    const mark = 2 * this.#run;
    const known = this.#mark[node] ?? 0;
    if (known >= mark ? !(cost < (this.#cost[node] ?? 0)) : !(cost < Infinity && this.#isIn(node, box)))
      return;
    this.#mark[node] = mark;
    this.#cost[node] = cost;
    this.#via[node] = via;
    this.#queue.push(node, cost);
  }

  #settle(wanted: number, costs: RouteCosts, box: Box): void {
    const { roadArcStart, roadArcNode, roadArcEdge } = this.#columns;
    const settled = 2 * this.#run + 1;
    let open = wanted;
    while (open > 0) {
      const node = this.#queue.pop();
      if (node < 0) return;
      if (this.#mark[node] === settled) continue;
      this.#mark[node] = settled;
      if (this.#wanted[node] === this.#run) open--;
      const { cost } = this.#queue;
      const end = roadArcStart[node + 1] ?? 0;
      for (let arc = roadArcStart[node] ?? 0; arc < end; arc++) {
        const head = roadArcNode[arc] ?? 0;
        if (this.#mark[head] === settled) continue;
        const edge = roadArcEdge[arc] ?? 0;
        this.#reach(head, cost + edgeCost(this.#columns, costs, edge), edge, box);
      }
    }
  }

  #wayTo(
    source: number,
    asked: { site: Place; accesses: readonly Access[]; off: Access | null; terms: RouteTerms },
  ): Way | null {
    const { site, off, terms } = asked;
    const straight = this.roads.straight(site, this.#snapshot.placeOf(source));
    const over = straight === null ? Infinity : legCost(terms.costs, OFF_ROAD, straight);
    const along = off === null ? null : this.#alongRoads(off, asked.accesses, terms.costs);
    if (along !== null && along.cost < over) return { source, straight: null, ...along };
    return straight === null || over === Infinity ? null : { source, cost: over, roads: null, straight };
  }

  /** The cheapest of: from either end of the last edge, or from an access on that edge itself. */
  #alongRoads(
    off: Access,
    accesses: readonly Access[],
    costs: RouteCosts,
  ): Pick<Way, 'cost' | 'roads'> | null {
    const { roadFrom, roadTo } = this.#columns;
    const { edge, at } = off;
    const leaving = legCost(costs, OFF_ROAD, off);
    let best: { cost: number; on: Access | null; node: number } = { cost: Infinity, on: null, node: -1 };
    const offer = (cost: number, on: Access | null, node: number): void => {
      if (cost < best.cost) best = { cost, on, node };
    };
    for (const on of accesses) {
      if (on.edge !== edge) continue;
      const onto = legCost(costs, OFF_ROAD, on);
      offer(onto + stretchCost(this.#columns, costs, { edge, from: on.at, to: at }) + leaving, on, -1);
    }
    const ends = [
      [roadFrom[edge] ?? 0, 0],
      [roadTo[edge] ?? 0, 1],
    ] as const;
    for (const [node, end] of ends) {
      if (this.#mark[node] !== 2 * this.#run + 1) continue;
      const last = stretchCost(this.#columns, costs, { edge, from: end, to: at });
      offer((this.#cost[node] ?? 0) + last + leaving, null, node);
    }
    if (best.cost === Infinity) return null;
    if (best.on !== null) {
      return { cost: best.cost, roads: { on: best.on, nodes: NOTHING, edges: NOTHING, off } };
    }
    return { cost: best.cost, roads: { ...this.#trace(best.node, accesses), off } };
  }

  /** Back from a node to where the search came onto the roads. */
  #trace(last: number, accesses: readonly Access[]): Omit<RoadWay, 'off'> {
    const { roadFrom, roadTo } = this.#columns;
    const nodes = [last];
    const edges: number[] = [];
    for (let node = last; ;) {
      const via = this.#via[node] ?? 0;
      const on = accesses[-1 - via];
      if (via < 0 && on !== undefined) {
        return { on, nodes: Int32Array.from(nodes.reverse()), edges: Int32Array.from(edges.reverse()) };
      }
      node = (roadFrom[via] ?? 0) + (roadTo[via] ?? 0) - node;
      edges.push(via);
      nodes.push(node);
    }
  }
}
