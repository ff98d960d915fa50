import type { Place } from '../../model/geometry.ts';
import { OFF_ROAD } from '../../model/ground.ts';
import type { Columns } from '../../snapshot/layout.ts';
import { type Access, type Leg, boxAround } from '../../snapshot/roads/roads.ts';
import { type Step, edgeStep } from './draw-route.ts';
import { legCost, stretchCost } from './edge-costs.ts';
import type { Graph, GraphEdge, Run } from './plain-graph.ts';
import type { RoadSearch, RouteTerms, Start, Target } from './road-search.ts';
import type { RouteCosts } from './route-costs.ts';

/** The roads around a receiving point as a small graph of their own, cut where it and some targets reach them. */
export interface WindowGraph extends Graph {
  /** Node of the receiving point. */
  readonly site: number;
  /** Node of each target, in their order; ways end there, none runs through. */
  readonly targets: readonly number[];
  /** A run as drawn. */
  readonly stepOf: (run: Run) => Step;
}

/** An edge of the graph as a part of a road, or a leg over open ground with its step. */
interface Part extends GraphEdge {
  readonly road: number;
  readonly low: number;
  readonly high: number;
  readonly step: Step | null;
}

interface Cut {
  readonly at: number;
  readonly node: number;
}

/** Collects nodes and edges. */
class Draft {
  readonly edges: Part[] = [];
  readonly #columns: Columns;
  readonly #costs: RouteCosts;
  readonly #nodes = new Map<number, number>();
  readonly #cuts = new Map<number, Cut[]>();
  nodes = 0;

  constructor(columns: Columns, costs: RouteCosts, roadNodes: readonly number[]) {
    this.#columns = columns;
    this.#costs = costs;
    for (const node of roadNodes) this.#nodes.set(node, this.nodes++);
  }

  /** A node where a place reaches an edge. */
  cut({ edge, at }: Access): number {
    const node = this.nodes++;
    this.#cuts.set(edge, [...(this.#cuts.get(edge) ?? []), { at, node }]);
    return node;
  }

  leg(ends: readonly [number, number], leg: Leg, places: readonly [Place, Place]): void {
    const cost = legCost(this.#costs, OFF_ROAD, leg);
    if (cost === Infinity) return;
    const { m, crossed } = leg;
    const step = { ground: OFF_ROAD, m, crossed, from: places[0], to: places[1] };
    this.edges.push({ from: ends[0], to: ends[1], cost, m, oneWay: true, road: -1, low: 0, high: 0, step });
  }

  /** The edges between the nodes, in pieces where they are cut. */
  roads(roadNodes: readonly number[]): void {
    const { roadArcStart, roadArcEdge, roadFrom } = this.#columns;
    for (const node of roadNodes) {
      for (let arc = roadArcStart[node] ?? 0; arc < (roadArcStart[node + 1] ?? 0); arc++) {
        const edge = roadArcEdge[arc] ?? 0;
        if (roadFrom[edge] === node) this.#road(edge);
      }
    }
  }

  #road(edge: number): void {
    const { roadFrom, roadTo } = this.#columns;
    const from = this.#nodes.get(roadFrom[edge] ?? 0);
    const to = this.#nodes.get(roadTo[edge] ?? 0);
    if (from === undefined || to === undefined) return;
    const cuts = this.#cuts.get(edge);
    if (cuts === undefined) {
      this.#part(edge, { at: 0, node: from }, { at: 1, node: to });
      return;
    }
    const stops = [...cuts.sort((a, b) => a.at - b.at || a.node - b.node), { at: 1, node: to }];
    let low: Cut = { at: 0, node: from };
    for (const high of stops) {
      this.#part(edge, low, high);
      low = high;
    }
  }

  #part(road: number, low: Cut, high: Cut): void {
    const cost = stretchCost(this.#columns, this.#costs, { edge: road, from: low.at, to: high.at });
    if (cost === Infinity) return;
    const m = (this.#columns.roadM[road] ?? 0) * (high.at - low.at);
    this.edges.push({
      from: low.node,
      to: high.node,
      cost,
      m,
      oneWay: false,
      road,
      low: low.at,
      high: high.at,
      step: null,
    });
  }
}

const turned = ({ ground, m, from, to, crossed }: Step): Step => ({
  ground,
  m,
  from: to,
  to: from,
  crossed: crossed.map(({ kind, at }) => ({ kind, at: 1 - at })).reverse(),
});

const spotPlace = ({ spot }: Access): Place => ({ lon: spot.x / 1e7, lat: spot.y / 1e7 });

/**
 * The graph for questions about several ways at once; `RoadSearch` answers those about one at a time, in place.
 *
 * @cost O(n log n) in the roads within bounds, in memory too.
 */
export function windowGraph(
  { columns, roads }: RoadSearch,
  { site, accesses }: Start,
  { targets, terms }: { targets: readonly Target[]; terms: RouteTerms },
): WindowGraph {
  const roadNodes = roads.nodesWithin(boxAround(site, terms.withinM));
  const draft = new Draft(columns, terms.costs, roadNodes);
  const start = draft.nodes++;
  for (const access of accesses) {
    draft.leg([start, draft.cut(access)], access, [site, spotPlace(access)]);
  }
  const ends = targets.map(({ place, off }) => {
    const end = draft.nodes++;
    const straight = roads.straight(site, place);
    if (straight !== null) draft.leg([start, end], straight, [site, place]);
    if (off === null) return end;
    const crossed = off.crossed.map(({ kind, at }) => ({ kind, at: 1 - at })).reverse();
    draft.leg([draft.cut(off), end], { m: off.m, crossed }, [spotPlace(off), place]);
    return end;
  });
  draft.roads(roadNodes);
  const stepOf = ({ edge, forward }: Run): Step => {
    const part = draft.edges[edge];
    if (part === undefined) throw new RangeError(`no edge ${edge}, there are ${draft.edges.length}`);
    const step = part.step ?? edgeStep(columns, part.road, [part.low, part.high]);
    return forward ? step : turned(step);
  };
  return { nodes: draft.nodes, edges: draft.edges, site: start, targets: ends, stepOf };
}
