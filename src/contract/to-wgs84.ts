import { positionInDatum } from '../model/datum.ts';
import type { CrsName, Place } from '../model/geometry.ts';

type Position = readonly [lon: number, lat: number];

/**
 * A position of any accepted datum in degrees WGS 84; the inverse of the shift is exact below 0.5 m. CGCS2000 is taken
 * as WGS 84, from which it differs below a metre.
 */
export const toWgs84 = (position: Position, crs: CrsName): Position =>
  crs === 'CGCS2000' ? position : positionInDatum(position, crs, 'WGS84');

/** A place as it came in, in degrees WGS 84. */
export function placeInWgs84(given: { lon: number; lat: number; crs: CrsName }): Place {
  const [lon, lat] = toWgs84([given.lon, given.lat], given.crs);
  return { lon, lat };
}
