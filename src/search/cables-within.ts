import { metresPerDegree, nearDistanceM } from '../model/geodesic.ts';
import type { Place } from '../model/geometry.ts';
import { PATH_STEPS } from '../snapshot/cable-paths.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { boxesAround } from './box-around.ts';

/** The place on a cable section that is nearest to somewhere. */
export interface NearCable {
  /** Element of the section. */
  readonly element: number;
  readonly at: Place;
  /** Geodesic, m. */
  readonly distanceM: number;
  /** Where on the section, 0…1 of its path's length from the fed end. */
  readonly share: number;
}

/** A path in metres east and north of a place. */
interface Flat {
  readonly east: Float64Array;
  readonly north: Float64Array;
}

function flatten(snapshot: Snapshot, cable: number, place: Place): Flat {
  const { cablePathStart, cableLon, cableLat } = snapshot.columns;
  const first = cablePathStart[cable] ?? 0;
  const end = cablePathStart[cable + 1] ?? 0;
  const scale = metresPerDegree(place.lat);
  const shortWay = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);
  return {
    east: Float64Array.from(
      cableLon.subarray(first, end),
      (lon) => shortWay(lon / PATH_STEPS - place.lon) * scale.east,
    ),
    north: Float64Array.from(
      cableLat.subarray(first, end),
      (lat) => (lat / PATH_STEPS - place.lat) * scale.north,
    ),
  };
}

/** The point of a path nearest to its origin: metres east and north, and metres along. */
function nearestOn({ east, north }: Flat): { east: number; north: number; share: number } {
  let best = { east: east[0] ?? 0, north: north[0] ?? 0, along: 0, square: Infinity };
  let along = 0;
  for (let i = 1; i < east.length; i++) {
    const x = east[i - 1] ?? 0;
    const y = north[i - 1] ?? 0;
    const dx = (east[i] ?? 0) - x;
    const dy = (north[i] ?? 0) - y;
    const length = Math.hypot(dx, dy);
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / length ** 2));
    const at = { east: x + t * dx, north: y + t * dy };
    const square = at.east ** 2 + at.north ** 2;
    if (square < best.square) best = { along: along + t * length, square, ...at };
    along += length;
  }
  return { east: best.east, north: best.north, share: along === 0 ? 0 : best.along / along };
}

/** The place on one cable that is nearest to somewhere. O(points of its path). */
export function nearestOnCable(snapshot: Snapshot, cable: number, place: Place): NearCable {
  const scale = metresPerDegree(place.lat);
  const { east, north, share } = nearestOn(flatten(snapshot, cable, place));
  const round = (degrees: number): number => Math.round(degrees * PATH_STEPS) / PATH_STEPS;
  const at = { lon: round(place.lon + east / scale.east), lat: round(place.lat + north / scale.north) };
  return {
    element: snapshot.columns.cableElement[cable] ?? -1,
    at,
    distanceM: nearDistanceM(place.lon, place.lat, at.lon, at.lat),
    share,
  };
}

/**
 * Medium-voltage cable sections whose path comes within a radius of a place, the limit included, each with its nearest
 * point; by distance, then section.
 *
 * The point is found on the plane that touches the globe at the place: within 2 km it is off by less than a centimetre,
 * and its distance is then the geodesic one. Kept to 1e-7°, as the paths are.
 *
 * @param radiusM geodesic, at most 20 km.
 * @cost O(log n + points of the paths in the box).
 */
export function cablesWithin(snapshot: Snapshot, place: Place, radiusM: number): NearCable[] {
  return boxesAround(place, radiusM)
    .flatMap((box) => snapshot.cablesInBox(...box))
    .map((cable) => nearestOnCable(snapshot, cable, place))
    .filter(({ distanceM }) => distanceM <= radiusM)
    .sort((a, b) => a.distanceM - b.distanceM || a.element - b.element);
}
