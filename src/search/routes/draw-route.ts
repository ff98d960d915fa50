import type { Place } from '../../model/geometry.ts';
import { CROSSING_KINDS, type CrossingKind, OFF_ROAD } from '../../model/ground.ts';
import type { Columns } from '../../snapshot/layout.ts';
import type { Crossed } from '../../snapshot/roads/land.ts';
import type { Access, Leg } from '../../snapshot/roads/roads.ts';
import { crossedBetween } from './edge-costs.ts';
import type { RoadWay, Way } from './road-search.ts';

/** A stretch of a route in one kind of ground. */
export interface Stretch {
  /** Ground code (`model/ground.ts`). */
  readonly ground: number;
  readonly lengthM: number;
  readonly path: readonly Place[];
}

/** Something crossed; a bank of a water is half a crossing. */
export interface RouteCrossing {
  readonly kind: CrossingKind;
  readonly at: Place;
}

/** A route on roads, from the receiving point to the source. */
export interface RoadRoute {
  readonly lengthM: number;
  readonly stretches: readonly Stretch[];
  /** In the order along the route. */
  readonly crossings: readonly RouteCrossing[];
}

/** One straight piece of a route. */
export interface Step extends Leg {
  readonly ground: number;
  readonly from: Place;
  readonly to: Place;
}

const between = (a: Place, b: Place, at: number): Place => ({
  lon: a.lon + at * (b.lon - a.lon),
  lat: a.lat + at * (b.lat - a.lat),
});

/** The same place, but for the last bits that reckoning along an edge loses. */
const isAt = (a: Place | undefined, b: Place): boolean =>
  a !== undefined && Math.abs(a.lon - b.lon) < 1e-9 && Math.abs(a.lat - b.lat) < 1e-9;

/** Part of an edge, in the direction from one point along it to another. */
export function edgeStep(columns: Columns, edge: number, [start, end]: readonly [number, number]): Step {
  const { roadFrom, roadTo, roadLonE7, roadLatE7, roadM, roadGround } = columns;
  const place = (node: number): Place => ({
    lon: (roadLonE7[node] ?? 0) / 1e7,
    lat: (roadLatE7[node] ?? 0) / 1e7,
  });
  const u = place(roadFrom[edge] ?? 0);
  const v = place(roadTo[edge] ?? 0);
  const span = Math.abs(end - start);
  const within: readonly [number, number] = start < end ? [start, end] : [end, start];
  const along = (at: number): number => (start < end ? at - start : start - at) / (span || 1);
  const crossed = span === 0 ? [] : crossedBetween(columns, edge, within);
  return {
    ground: roadGround[edge] ?? 0,
    m: (roadM[edge] ?? 0) * span,
    from: between(u, v, start),
    to: between(u, v, end),
    crossed: crossed
      .map(({ kind, at }) => ({ kind, at: along(at) }))
      .sort((a, b) => a.at - b.at || a.kind - b.kind),
  };
}

const spotPlace = ({ spot }: Access): Place => ({ lon: spot.x / 1e7, lat: spot.y / 1e7 });
const reversed = (crossed: readonly Crossed[]): Crossed[] =>
  crossed.map(({ kind, at }) => ({ kind, at: 1 - at })).reverse();

/** The edges between coming onto the roads and leaving them, each in the direction it is run in. */
function roadSteps(columns: Columns, { on, nodes, edges, off }: RoadWay): Step[] {
  const endAt = (edge: number, node: number | undefined): number => (columns.roadFrom[edge] === node ? 0 : 1);
  if (nodes.length === 0) return [edgeStep(columns, on.edge, [on.at, off.at])];
  return [
    edgeStep(columns, on.edge, [on.at, endAt(on.edge, nodes[0])]),
    ...Array.from(edges, (edge, i) =>
      edgeStep(columns, edge, [endAt(edge, nodes[i]), endAt(edge, nodes[i + 1])]),
    ),
    edgeStep(columns, off.edge, [endAt(off.edge, nodes.at(-1)), off.at]),
  ];
}

function stepsOf(columns: Columns, way: Way, [site, source]: readonly [Place, Place]): Step[] {
  if (way.roads === null) {
    const { m, crossed } = way.straight ?? { m: 0, crossed: [] };
    return [{ ground: OFF_ROAD, m, crossed, from: site, to: source }];
  }
  const { on, off } = way.roads;
  return [
    { ground: OFF_ROAD, m: on.m, crossed: on.crossed, from: site, to: spotPlace(on) },
    ...roadSteps(columns, way.roads),
    { ground: OFF_ROAD, m: off.m, crossed: reversed(off.crossed), from: spotPlace(off), to: source },
  ];
}

/** A route of the given pieces: its stretches by ground, in metres along the geodesic, and what it crosses. */
export function routeOf(steps: readonly Step[]): RoadRoute {
  const stretches: { ground: number; lengthM: number; path: Place[] }[] = [];
  for (const { ground, m, from, to } of steps) {
    if (m === 0) continue;
    const last = stretches.at(-1);
    if (last?.ground === ground && isAt(last.path.at(-1), from)) {
      last.lengthM += m;
      last.path.push(to);
    } else stretches.push({ ground, lengthM: m, path: [from, to] });
  }
  return {
    lengthM: stretches.reduce((sum, { lengthM }) => sum + lengthM, 0),
    stretches,
    crossings: steps.flatMap(({ crossed, from, to }) =>
      crossed.map(({ kind, at }) => ({ kind: CROSSING_KINDS[kind] ?? 'water', at: between(from, to, at) })),
    ),
  };
}

/**
 * Draws a way.
 *
 * @param ends the receiving point and the source.
 */
export const drawRoute = (columns: Columns, way: Way, ends: readonly [Place, Place]): RoadRoute =>
  routeOf(stepsOf(columns, way, ends));
