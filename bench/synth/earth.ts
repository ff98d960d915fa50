import type { Place } from '../../src/model/geometry.ts';
import type { Point } from './plane.ts';

/** GRS 80 semi-major axis, m, and first eccentricity squared (CGCS2000 and WGS 84 agree to 0.1 mm). */
const A = 6_378_137;
const E2 = 0.006_694_380_022_9;
const RADIAN = Math.PI / 180;

/** Metres per degree of latitude and longitude at a latitude (meridian and prime-vertical radii). */
const metresPerDegree = (lat: number): { north: number; east: number } => {
  const s = Math.sin(lat * RADIAN);
  const w = Math.sqrt(1 - E2 * s * s);
  return {
    north: ((A * (1 - E2)) / w ** 3) * RADIAN,
    east: (A / w) * Math.cos(lat * RADIAN) * RADIAN,
  };
};

const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Maps a county's plane to places with 6 decimals (0.1 m); the plane touches the ellipsoid at `origin`. */
export const placeOnEarth = (origin: Place): ((p: Point) => Place) => {
  const scale = metresPerDegree(origin.lat);
  return (p) => ({
    lon: sixDecimals(origin.lon + p.x / scale.east),
    lat: sixDecimals(origin.lat + p.y / scale.north),
  });
};

/**
 * Geodesic length of a path, m, by mid-latitude radii.
 *
 * For pieces of a few kilometres the error is below 1e-6 of the length.
 */
export const geodesicLength = (path: readonly Place[]): number => {
  let sum = 0;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const scale = metresPerDegree((a.lat + b.lat) / 2);
    sum += Math.hypot((b.lon - a.lon) * scale.east, (b.lat - a.lat) * scale.north);
  }
  return sum;
};
