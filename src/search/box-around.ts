import { metresPerDegree } from '../model/geodesic.ts';
import type { Place } from '../model/geometry.ts';

/** West, south, east, north, degrees. */
export type Box = readonly [number, number, number, number];

/** Slack on the box, so that the circle test alone decides. */
const SLACK = 1.001;

/** Boxes of degrees that together hold a circle: two where it reaches across the date line. */
export function boxesAround(place: Place, radiusM: number): Box[] {
  const dLat = (SLACK * radiusM) / metresPerDegree(place.lat).north;
  const furthest = Math.min(89.9, Math.abs(place.lat) + dLat);
  const dLon = (SLACK * radiusM) / metresPerDegree(furthest).east;
  return dateLineShifts(place.lon, dLon).map((shift): Box => {
    const lon = place.lon + shift;
    return [lon - dLon, place.lat - dLat, lon + dLon, place.lat + dLat];
  });
}

function dateLineShifts(lon: number, dLon: number): number[] {
  if (lon - dLon < -180) return [0, 360];
  return lon + dLon > 180 ? [0, -360] : [0];
}
