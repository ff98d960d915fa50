import untyped from 'gcoord';
import type { CrsName, Place } from '../model/geometry.ts';

// Its types describe the ES module, but Node loads the CommonJS one, whose exports are the default itself.
const gcoord = untyped as unknown as typeof untyped.default;

type Position = readonly [lon: number, lat: number];

/** How each datum reaches WGS 84; CGCS2000 is taken as WGS 84, from which it differs below a metre. */
const FROM: Readonly<Record<CrsName, (position: Position) => Position>> = {
  WGS84: (position) => position,
  CGCS2000: (position) => position,
  GCJ02: ([lon, lat]) => gcoord.transform<[number, number]>([lon, lat], gcoord.GCJ02, gcoord.WGS84),
  BD09: ([lon, lat]) => gcoord.transform<[number, number]>([lon, lat], gcoord.BD09, gcoord.WGS84),
};

/** A position of any accepted datum in degrees WGS 84; the inverse of the shift is exact below 0.5 m. */
export const toWgs84 = (position: Position, crs: CrsName): Position => FROM[crs](position);

/** A place as it came in, in degrees WGS 84. */
export function placeInWgs84(given: { lon: number; lat: number; crs: CrsName }): Place {
  const [lon, lat] = toWgs84([given.lon, given.lat], given.crs);
  return { lon, lat };
}
