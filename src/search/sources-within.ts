import { metresPerDegree, nearDistanceM } from '../model/geodesic.ts';
import type { Place } from '../model/geometry.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** A power source and how far it is, geodesic metres. */
export interface Near {
  readonly source: number;
  readonly distanceM: number;
}

/** Slack on the box, so that the circle test alone decides. */
const SLACK = 1.001;

/**
 * Power sources within a radius, the limit included, by distance, then id.
 *
 * @param place  degrees WGS 84.
 * @param radiusM geodesic, at most 20 km.
 * @cost O(log n + found · log found).
 */
export function sourcesWithin(snapshot: Snapshot, place: Place, radiusM: number): Near[] {
  const { sourceLon, sourceLat } = snapshot.columns;
  const dLat = (SLACK * radiusM) / metresPerDegree(place.lat).north;
  const furthest = Math.min(89.9, Math.abs(place.lat) + dLat);
  const dLon = (SLACK * radiusM) / metresPerDegree(furthest).east;
  const near: Near[] = [];
  for (const shift of dateLineShifts(place.lon, dLon)) {
    const lon = place.lon + shift;
    for (const source of snapshot.sourcesInBox(lon - dLon, place.lat - dLat, lon + dLon, place.lat + dLat)) {
      const distanceM = nearDistanceM(place.lon, place.lat, sourceLon[source] ?? 0, sourceLat[source] ?? 0);
      if (distanceM <= radiusM) near.push({ source, distanceM });
    }
  }
  return near.sort((a, b) => a.distanceM - b.distanceM || a.source - b.source);
}

/** The box again on the other side, where it reaches across the date line. */
function dateLineShifts(lon: number, dLon: number): number[] {
  if (lon - dLon < -180) return [0, 360];
  return lon + dLon > 180 ? [0, -360] : [0];
}
