import * as turf from '@turf/turf';
import { expect } from 'vitest';
import { CROSSING_KINDS, type CrossingKind, MAJOR_ROADS, groundOf } from '../../src/model/ground.ts';
import type { Place } from '../../src/model/geometry.ts';
import type { RegionRows, Row } from '../../src/model/record.ts';
import type { RoadRoute } from '../../src/search/routes/draw-route.ts';
import type { RouteCosts } from '../../src/search/routes/route-costs.ts';
import { vincentyM } from './reference/vincenty.ts';

type Position = [number, number];

const lines = new WeakMap<readonly number[], Position[]>();
const positions = (flat: readonly number[]): Position[] => {
  const known =
    lines.get(flat) ??
    Array.from({ length: flat.length / 2 }, (_, i): Position => [flat[2 * i]!, flat[2 * i + 1]!]);
  lines.set(flat, known);
  return known;
};
const at = ({ lon, lat }: Place): Position => [lon, lat];
const metres = (a: Position, b: Position) => vincentyM({ lon: a[0], lat: a[1] }, { lon: b[0], lat: b[1] });

interface Piece {
  readonly ends: [Position, Position];
  readonly underground: boolean;
}

const piecesOf = (route: RoadRoute): Piece[] =>
  route.stretches.flatMap(({ ground, path }) =>
    path.slice(1).map((place, i): Piece => ({
      ends: [at(path[i]!), at(place)],
      underground: groundOf(ground).structure === 'tunnel',
    })),
  );

type Box = readonly [west: number, south: number, east: number, north: number];

const boxes = new WeakMap<readonly Position[], Box>();
const boxOf = (list: readonly Position[]): Box => {
  const known = boxes.get(list);
  if (known !== undefined) return known;
  const [xs, ys] = [list.map(([x]) => x), list.map(([, y]) => y)];
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  boxes.set(list, box);
  return box;
};

/** Boxes first: turf alone would take minutes. */
const overlap = (a: readonly Position[], b: readonly Position[]): boolean => {
  const [[aw, as, ae, an], [bw, bs, be, bn]] = [boxOf(a), boxOf(b)];
  return aw <= be && bw <= ae && as <= bn && bs <= an;
};

/** Whether a straight piece lies on another one: a route along a road meets it everywhere and crosses it nowhere. */
const liesOn = (a: readonly [Position, Position], b: readonly [Position, Position]): boolean =>
  a.every(
    (end) =>
      metres(end, turf.nearestPointOnLine(turf.lineString([...b]), end).geometry.coordinates as Position) <
      0.05,
  );

/** Points where two straight pieces cross inside both, more than 5 cm from every end. */
function crossingsInside(a: readonly [Position, Position], line: readonly Position[]): Position[] {
  return line.slice(1).flatMap((end, i) => {
    const b: [Position, Position] = [line[i]!, end];
    if (!overlap(a, b) || liesOn(a, b) || liesOn(b, a)) return [];
    const points = turf.lineIntersect(turf.lineString([...a]), turf.lineString(b)).features;
    return points
      .map(({ geometry }) => geometry.coordinates as Position)
      .filter((point) => [...a, ...b].every((corner) => metres(point, corner) > 0.05));
  });
}

/** Metres of a piece inside a polygon. */
function metresInside([a, b]: readonly [Position, Position], rings: readonly Position[][]): number {
  const area = turf.polygon([...rings]);
  const length = metres(a, b);
  const cuts = rings
    .flatMap((ring) => turf.lineIntersect(turf.lineString([a, b]), turf.lineString(ring)).features)
    .map(({ geometry }) => metres(a, geometry.coordinates as Position) / length);
  const stops = [0, ...cuts, 1].sort((x, y) => x - y);
  return stops.slice(1).reduce((sum, to, i) => {
    const middle = (stops[i]! + to) / 2;
    const point: Position = [a[0] + middle * (b[0] - a[0]), a[1] + middle * (b[1] - a[1])];
    return turf.booleanPointInPolygon(point, area, { ignoreBoundary: true })
      ? sum + (to - stops[i]!) * length
      : sum;
  }, 0);
}

const ringsOf = (area: Row<'areas'>): Position[][] => area.polygon_wkt.map(positions);

type Land = Pick<RegionRows, 'roads' | 'barriers' | 'areas'>;

/** What of the land touches the box of a route. */
function landAround(route: RoadRoute, { roads, barriers, areas }: Land): Land {
  const path = piecesOf(route).flatMap(({ ends }) => ends);
  const touches = (flat: readonly number[]) => overlap(path, positions(flat));
  return {
    roads: roads.filter((row) => touches(row.path_wkt)),
    barriers: barriers.filter((row) => touches(row.path_wkt)),
    areas: areas.filter((row) => touches(row.polygon_wkt[0]!)),
  };
}

/** It runs through no building but those it begins or ends in (a tunnel may), and through no forbidden ground. */
function expectFree(route: RoadRoute, areas: RegionRows['areas'], ends: readonly [Place, Place]): void {
  for (const area of areas) {
    if (area.kind !== 'building' && area.kind !== 'forbidden') continue;
    const rings = ringsOf(area);
    const ownsEnd = (): boolean =>
      ends.some((end) => turf.booleanPointInPolygon(at(end), turf.polygon(rings)));
    if (area.kind === 'building' && ownsEnd()) continue;
    for (const { ends: piece, underground } of piecesOf(route)) {
      if ((area.kind === 'building' && underground) || !overlap(piece, rings[0]!)) continue;
      expect(metresInside(piece, rings), `inside ${area.kind} ${area.id}`).toBeLessThan(0.05);
    }
  }
}

const expectListed = (route: RoadRoute, kind: CrossingKind, point: Position): void => {
  const nearest = Math.min(
    ...route.crossings.filter((one) => one.kind === kind).map((one) => metres(at(one.at), point)),
    Infinity,
  );
  expect(nearest, `${kind} crossed at ${point.join(' ')} is listed`).toBeLessThan(0.5);
};

/** Every barrier, bank and major road that turf finds crossed is in the list of crossings, where it is. */
function expectCrossingsListed(route: RoadRoute, rows: Land): number {
  const water = rows.areas.filter(({ kind }) => kind === 'water').map(ringsOf);
  const wet = (point: Position) =>
    water.filter((rings) => turf.booleanPointInPolygon(point, turf.polygon(rings)));
  const isWaterLine = (kind: string) => kind === 'river' || kind === 'canal' || kind === 'stream';
  let found = 0;
  for (const { ends } of piecesOf(route)) {
    for (const { kind, path_wkt: path } of rows.barriers) {
      for (const point of overlap(ends, positions(path)) ? crossingsInside(ends, positions(path)) : []) {
        if (isWaterLine(kind) && wet(point).length > 0) continue;
        expectListed(route, kind, point);
        found++;
      }
    }
    for (const rings of water) {
      for (const point of overlap(ends, rings[0]!)
        ? rings.flatMap((ring) => crossingsInside(ends, ring))
        : []) {
        const others = wet(point).filter((other) => other !== rings);
        if (others.length > 0) continue;
        expectListed(route, 'water', point);
        found++;
      }
    }
    for (const road of rows.roads) {
      const kind = MAJOR_ROADS.find((major) => major === road.class);
      if (kind === undefined || !overlap(ends, positions(road.path_wkt))) continue;
      for (const point of crossingsInside(ends, positions(road.path_wkt))) {
        expectListed(route, kind, point);
        found++;
      }
    }
  }
  return found;
}

/** Where the route meets a node of exactly two major pieces and goes on from one side of them to the other. */
function expectJunctionsListed(route: RoadRoute, roads: RegionRows['roads']): number {
  const key = ([x, y]: Position) => `${x.toFixed(7)} ${y.toFixed(7)}`;
  const majors = new Map<string, { other: Position; kind: CrossingKind }[]>();
  const seen = new Set<string>();
  for (const road of roads) {
    const kind = MAJOR_ROADS.find((major) => major === road.class);
    if (kind === undefined) continue;
    const line = positions(road.path_wkt);
    line.slice(1).forEach((b, i) => {
      const a = line[i]!;
      if (key(a) === key(b) || seen.has([key(a), key(b)].sort().join('/'))) return;
      seen.add([key(a), key(b)].sort().join('/'));
      majors.set(key(a), [...(majors.get(key(a)) ?? []), { other: b, kind }]);
      majors.set(key(b), [...(majors.get(key(b)) ?? []), { other: a, kind }]);
    });
  }
  const path = piecesOf(route).reduce<Position[]>(
    (list, { ends }) => [...list, ends[1]],
    [at(route.stretches[0]!.path[0]!)],
  );
  let found = 0;
  for (let i = 1; i + 1 < path.length; i++) {
    const [before, node, after] = [path[i - 1]!, path[i]!, path[i + 1]!];
    const ends = majors.get(key(node)) ?? [];
    if (
      ends.length !== 2 ||
      ends.some(({ other }) => key(other) === key(before) || key(other) === key(after))
    )
      continue;
    const bearing = (to: Position) => (turf.bearing(node, to) + 360) % 360;
    const [low, high] = ends.map(({ other }) => bearing(other)).sort((a, b) => a - b) as [number, number];
    // Too close to the road to tell by bearings that turf computes on a sphere.
    const along = [before, after].some((to) =>
      [low, high].some((b) => Math.abs(((bearing(to) - b + 540) % 360) - 180) < 0.01),
    );
    const isBetween = (to: Position) => bearing(to) > low && bearing(to) < high;
    if (along || isBetween(before) === isBetween(after)) continue;
    const listed = route.crossings.filter(
      (one) => ends.some(({ kind }) => kind === one.kind) && metres(at(one.at), node) < 0.5,
    );
    expect(listed.length, `major road crossed at ${node.join(' ')}`).toBeGreaterThan(0);
    found++;
  }
  return found;
}

/**
 * The laws of a route on roads: it joins its two ends without a gap, is no shorter than the straight line, costs what
 * its stretches and crossings cost, goes round what it must, and lists what turf finds it crosses.
 *
 * @returns crossings that turf found.
 */
export function expectLawfulRoute(
  { route, cost }: { route: RoadRoute; cost: number },
  everything: Land,
  { ends, costs }: { ends: readonly [Place, Place]; costs: RouteCosts },
): number {
  const rows = landAround(route, everything);
  const pieces = piecesOf(route);
  const joints = [at(ends[0]), ...pieces.flatMap(({ ends: piece }) => piece), at(ends[1])];
  for (let i = 0; i < joints.length; i += 2) expect(metres(joints[i]!, joints[i + 1]!)).toBeLessThan(0.03);
  expect(route.lengthM).toBeGreaterThan(metres(at(ends[0]), at(ends[1])) - 0.05);
  const drawn = pieces.reduce((sum, { ends: [a, b] }) => sum + metres(a, b), 0);
  expect(Math.abs(route.lengthM - drawn)).toBeLessThan(0.02 * (pieces.length + 1));
  const price = route.stretches.reduce((sum, { ground, lengthM }) => sum + costs.perM[ground]! * lengthM, 0);
  const extra = route.crossings.reduce(
    (sum, { kind }) => sum + costs.perCrossing[CROSSING_KINDS.indexOf(kind)]! * (kind === 'water' ? 0.5 : 1),
    0,
  );
  expect(price + extra).toBeCloseTo(cost, 3);
  expectFree(route, rows.areas, ends);
  return expectCrossingsListed(route, rows) + expectJunctionsListed(route, rows.roads);
}
