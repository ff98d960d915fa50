import type { Place } from '../../model/geometry.ts';
import { OFF_ROAD } from '../../model/ground.ts';
import type { Columns } from '../../snapshot/layout.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import { type Access, type Box, type Leg, Roads, boxAround } from '../../snapshot/roads/roads.ts';
import { CostQueue } from './cost-queue.ts';
import { edgeCost, legCost, stretchCost } from './edge-costs.ts';
import type { RouteCosts } from './route-costs.ts';
import { RouteTree, partM } from './route-tree.ts';
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

/** Where a route ends, and how it reaches the roads there; `null` = nowhere. */
export interface Target {
  readonly place: Place;
  readonly off: Access | null;
}

/** A receiving point with where it reaches the roads: looked up once, searched from several times. */
export interface Start {
  readonly site: Place;
  readonly accesses: readonly Access[];
}

/** A least-cost way from the receiving point to a target, not yet drawn. */
export interface Way {
  /** In the unit of the costs. */
  readonly cost: number;
  /** Metres along it. */
  readonly m: number;
  /** The way along roads, traced when it is asked for; `null` = straight over open ground. */
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

/** A way that ends at a node of the search's tree, and leaves the roads from there. */
class TreeWay implements Way {
  readonly cost: number;
  readonly m: number;
  readonly straight = null;
  readonly #end: WayEnd;
  readonly #tree: RouteTree;
  readonly #accesses: readonly Access[];
  #traced: RoadWay | null = null;

  constructor(end: WayEnd, tree: RouteTree, accesses: readonly Access[]) {
    this.cost = end.cost;
    this.m = end.m;
    this.#end = end;
    this.#tree = tree;
    this.#accesses = accesses;
  }

  get roads(): RoadWay {
    const { place, off } = this.#end;
    return (this.#traced ??= { off, ...this.#tree.trace(place, this.#accesses) });
  }
}

/** The last part of a way: from an access on the last edge itself, or from a node in the tree. */
interface WayEnd {
  readonly cost: number;
  readonly m: number;
  readonly on: Access | null;
  /** Place in the tree. */
  readonly place: number;
  readonly off: Access;
}

/** Points on roads tried from the site. */
export const ACCESSES = 8;

/** Last run number before the marks start anew. */
const MOST_RUNS = 2 ** 31 - 2;

/**
 * Least-cost ways from one receiving point to many places along the roads of a snapshot: one search by increasing
 * cost, that ends when the last place is reached or nothing is left within bounds.
 *
 * Holds 20 bytes per road node, used again by every search; one per thread.
 */
export class RoadSearch {
  readonly roads: Roads;
  readonly columns: Columns;
  readonly #snapshot: Snapshot;
  readonly #queue = new CostQueue();
  readonly #tree = new RouteTree();
  /** Labels of a run count only under its marks: 2·run = reached, 2·run + 1 = settled. */
  readonly #mark: Uint32Array;
  readonly #wanted: Uint32Array;
  readonly #cost: Float64Array;
  /** Edge by which a node is reached; −1 − i = from access i. Of a settled node its place in the tree. */
  readonly #via: Int32Array;
  #run = 0;

  constructor(snapshot: Snapshot) {
    const { roadNodes } = snapshot.counts;
    this.#snapshot = snapshot;
    this.columns = snapshot.columns;
    this.roads = new Roads(snapshot.columns);
    this.#mark = new Uint32Array(roadNodes);
    this.#wanted = new Uint32Array(roadNodes);
    this.#cost = new Float64Array(roadNodes);
    this.#via = new Int32Array(roadNodes);
  }

  startAt(site: Place): Start {
    return { site, accesses: this.roads.accesses(site, ACCESSES) };
  }

  /** A power source as a target, tied to the roads when the snapshot was built. */
  sourceTarget(source: number): Target {
    return { place: this.#snapshot.placeOf(source), off: sourceAccess(this.columns, source) };
  }

  /** Any place as a target, tied to the nearest point of a road that it reaches. */
  placeTarget(place: Place): Target {
    return { place, off: this.roads.accesses(place, 1)[0] ?? null };
  }

  /**
   * The cheapest way to each target, in their order; `null` where none leads there within bounds.
   *
   * @cost one bounded Dijkstra, O(n log n) in the nodes cheaper than the dearest target.
   */
  ways(start: Start, targets: readonly Target[], terms: RouteTerms): (Way | null)[] {
    this.#run = this.#run >= MOST_RUNS ? this.#restart() : this.#run + 1;
    const box = boxAround(start.site, terms.withinM);
    this.#queue.clear();
    this.#tree.clear();
    this.#begin(start.accesses, terms.costs, box);
    this.#settle(this.#want(targets, box), { start, costs: terms.costs, box });
    const tree = this.#tree.kept();
    return targets.map((target) => this.#wayTo(target, { start, terms, tree }));
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
      const { roadFrom, roadTo } = this.columns;
      const back = onto + stretchCost(this.columns, costs, { edge, from: at, to: 0 });
      const ahead = onto + stretchCost(this.columns, costs, { edge, from: at, to: 1 });
      this.#reach(roadFrom[edge] ?? 0, back, -1 - i, box);
      this.#reach(roadTo[edge] ?? 0, ahead, -1 - i, box);
    });
  }

  /** Marks the ends of the roads that targets are tied to. @returns how many nodes that are. */
  #want(targets: readonly Target[], box: Box): number {
    let count = 0;
    for (const { off } of targets) {
      if (off === null) continue;
      for (const node of [this.columns.roadFrom[off.edge] ?? 0, this.columns.roadTo[off.edge] ?? 0]) {
        if (this.#wanted[node] === this.#run || !this.#isIn(node, box)) continue;
        this.#wanted[node] = this.#run;
        count++;
      }
    }
    return count;
  }

  #isIn(node: number, { west, south, east, north }: Box): boolean {
    const x = this.columns.roadLonE7[node] ?? 0;
    const y = this.columns.roadLatE7[node] ?? 0;
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

  #settle(wanted: number, { start, costs, box }: { start: Start; costs: RouteCosts; box: Box }): void {
    const { roadArcStart, roadArcNode, roadArcEdge } = this.columns;
    const settled = 2 * this.#run + 1;
    let open = wanted;
    while (open > 0) {
      const node = this.#queue.pop();
      if (node < 0) return;
      if (this.#mark[node] === settled) continue;
      this.#mark[node] = settled;
      this.#plant(node, start.accesses);
      if (this.#wanted[node] === this.#run) open--;
      const { cost } = this.#queue;
      const end = roadArcStart[node + 1] ?? 0;
      for (let arc = roadArcStart[node] ?? 0; arc < end; arc++) {
        const head = roadArcNode[arc] ?? 0;
        if (this.#mark[head] === settled) continue;
        const edge = roadArcEdge[arc] ?? 0;
        this.#reach(head, cost + edgeCost(this.columns, costs, edge), edge, box);
      }
    }
  }

  /** Puts a settled node into the tree, behind the one it was reached from. */
  #plant(node: number, accesses: readonly Access[]): void {
    const { roadFrom, roadTo, roadM } = this.columns;
    const via = this.#via[node] ?? 0;
    // An index below zero would be looked up as a name.
    const on = via < 0 ? accesses[-1 - via] : undefined;
    if (on !== undefined) {
      const m = on.m + partM(this.columns, on, node);
      this.#via[node] = this.#tree.add(node, via, { before: -1, m });
      return;
    }
    const before = this.#via[(roadFrom[via] ?? 0) + (roadTo[via] ?? 0) - node] ?? 0;
    const m = this.#tree.metresAt(before) + (roadM[via] ?? 0);
    this.#via[node] = this.#tree.add(node, via, { before, m });
  }

  #wayTo(
    { place, off }: Target,
    { start, terms, tree }: { start: Start; terms: RouteTerms; tree: RouteTree },
  ): Way | null {
    const { site, accesses } = start;
    const straight = this.roads.straight(site, place);
    const over = straight === null ? Infinity : legCost(terms.costs, OFF_ROAD, straight);
    const end = off === null ? null : this.#alongRoads(off, accesses, terms.costs);
    if (end === null || end.cost >= over) {
      if (straight === null || over === Infinity) return null;
      return { cost: over, m: straight.m, roads: null, straight };
    }
    const { cost, m, on } = end;
    if (on === null) return new TreeWay(end, tree, accesses);
    return { cost, m, straight: null, roads: { on, nodes: NOTHING, edges: NOTHING, off: end.off } };
  }

  /** The cheapest of: from either end of the last edge, or from an access on that edge itself. */
  #alongRoads(off: Access, accesses: readonly Access[], costs: RouteCosts): WayEnd | null {
    const { roadFrom, roadTo, roadM } = this.columns;
    const { edge, at } = off;
    const leaving = legCost(costs, OFF_ROAD, off);
    let best: WayEnd = { cost: Infinity, m: 0, on: null, place: -1, off };
    for (const on of accesses) {
      if (on.edge !== edge) continue;
      const onto = legCost(costs, OFF_ROAD, on);
      const cost = onto + stretchCost(this.columns, costs, { edge, from: on.at, to: at }) + leaving;
      const m = on.m + (roadM[edge] ?? 0) * Math.abs(on.at - at) + off.m;
      if (cost < best.cost) best = { cost, m, on, place: -1, off };
    }
    const ends = [
      [roadFrom[edge] ?? 0, 0],
      [roadTo[edge] ?? 0, 1],
    ] as const;
    for (const [node, end] of ends) {
      if (this.#mark[node] !== 2 * this.#run + 1) continue;
      const last = stretchCost(this.columns, costs, { edge, from: end, to: at });
      const cost = (this.#cost[node] ?? 0) + last + leaving;
      if (cost >= best.cost) continue;
      const place = this.#via[node] ?? 0;
      const m = this.#tree.metresAt(place) + partM(this.columns, off, node) + off.m;
      best = { cost, m, on: null, place, off };
    }
    return best.cost === Infinity ? null : best;
  }
}

/** The search over a snapshot's roads; `null` where none are loaded. */
export const openRoads = (snapshot: Snapshot): RoadSearch | null =>
  snapshot.counts.roadEdges === 0 ? null : new RoadSearch(snapshot);
