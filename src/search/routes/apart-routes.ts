import { apartPair } from './apart-pair.ts';
import { type RoadRoute, type Stretch, routeOf } from './draw-route.ts';
import type { Run } from './plain-graph.ts';
import type { WindowGraph } from './window-graph.ts';

/** Two routes from the receiving point, one to each of two places. */
export interface ApartRoutes {
  readonly routes: readonly [RoadRoute, RoadRoute];
  /** In the unit of the costs, each route for itself. */
  readonly costs: readonly [number, number];
  /** Stretches that both lie in, from the receiving point on; none = the routes share nothing but junctions. */
  readonly shared: readonly Stretch[];
}

/**
 * The two routes that share the fewest metres of corridor, and of those the cheapest together. The two sides of a major
 * road are two corridors.
 *
 * @param pair places of two targets among those of the graph; the same twice = two ways to one place.
 * @returns `null` where one of the two cannot be reached.
 */
export function apartRoutes(graph: WindowGraph, [a, b]: readonly [number, number]): ApartRoutes | null {
  const ends = [graph.targets[a] ?? -1, graph.targets[b] ?? -1] as const;
  const pair = apartPair(graph, { from: graph.site, ends });
  if (pair === null) return null;
  const drawn = (way: readonly Run[]): RoadRoute => routeOf(way.map(graph.stepOf));
  const cost = (way: readonly Run[]): number =>
    way.reduce((sum, { edge }) => sum + (graph.edges[edge]?.cost ?? 0), 0);
  const [one, other] = pair.ways;
  const shared = one.filter(({ edge }) => pair.shared.includes(edge));
  return {
    routes: [drawn(one), drawn(other)],
    costs: [cost(one), cost(other)],
    shared: drawn(shared).stretches,
  };
}
