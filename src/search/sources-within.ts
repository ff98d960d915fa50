import { nearDistanceM } from '../model/geodesic.ts';
import type { Place } from '../model/geometry.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { boxesAround } from './box-around.ts';

/** A power source and how far it is, geodesic metres. */
export interface Near {
  readonly source: number;
  readonly distanceM: number;
}

/**
 * Power sources within a radius, the limit included, by distance, then id.
 *
 * @param place  degrees WGS 84.
 * @param radiusM geodesic, at most 20 km.
 * @cost O(log n + found · log found).
 */
export function sourcesWithin(snapshot: Snapshot, place: Place, radiusM: number): Near[] {
  const { sourceLon, sourceLat } = snapshot.columns;
  const near: Near[] = [];
  for (const box of boxesAround(place, radiusM)) {
    for (const source of snapshot.sourcesInBox(...box)) {
      const distanceM = nearDistanceM(place.lon, place.lat, sourceLon[source] ?? 0, sourceLat[source] ?? 0);
      if (distanceM <= radiusM) near.push({ source, distanceM });
    }
  }
  return near.sort(byDistance);
}

const byDistance = (a: Near, b: Near): number => a.distanceM - b.distanceM || a.source - b.source;

/**
 * The same for the busbars of substations alone, where new outlets begin: few, but looked for far away.
 *
 * @cost O(busbars).
 */
export function outletsWithin(snapshot: Snapshot, place: Place, radiusM: number): Near[] {
  const { sourceLon, sourceLat } = snapshot.columns;
  const boxes = boxesAround(place, radiusM);
  const near: Near[] = [];
  for (const source of snapshot.outlets) {
    const lon = sourceLon[source] ?? 0;
    const lat = sourceLat[source] ?? 0;
    if (
      !boxes.some(([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north)
    )
      continue;
    const distanceM = nearDistanceM(place.lon, place.lat, lon, lat);
    if (distanceM <= radiusM) near.push({ source, distanceM });
  }
  return near.sort(byDistance);
}
