import untyped from 'gcoord';
import type { Place } from '../../model/geometry.ts';

// Its types describe the ES module, but Node loads the CommonJS one, whose exports are the default itself.
const gcoord = untyped as unknown as typeof untyped.default;

const NAMES = { WGS84: gcoord.WGS84, GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const;
export type Datum = keyof typeof NAMES;

/** The two shifted datums of Chinese public maps. */
export const SHIFTED = ['GCJ02', 'BD09'] as const;

/** A place of one datum in another; outside China all are one. */
export function inDatum({ lon, lat }: Place, from: Datum, to: Datum): Place {
  const [x, y] = gcoord.transform<[number, number]>([lon, lat], NAMES[from], NAMES[to]);
  return { lon: x, lat: y };
}
