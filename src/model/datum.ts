import untyped from 'gcoord';
import type { Place } from './geometry.ts';

/** Datums of Chinese maps, by the names that gcoord gives them. */
export type Datum = 'WGS84' | 'GCJ02' | 'BD09';

// Its types describe the ES module, which the page loads; Node loads the CommonJS one.
const { transform } = untyped as unknown as {
  readonly transform: (position: [number, number], from: Datum, to: Datum) => [number, number];
};

/** The two shifted datums of Chinese public maps. */
export const SHIFTED = ['GCJ02', 'BD09'] as const;

/** Datums that maps can be drawn in: the true one, and the one that the law of China asks of what is shown to the public. */
export const MAP_DATUMS = ['WGS84', 'GCJ02'] as const;
export type MapDatum = (typeof MAP_DATUMS)[number];

/**
 * A position of one datum in another, degrees; outside China all are one. What comes back to WGS 84 is exact below 0.5 m.
 */
export const positionInDatum = (
  [lon, lat]: readonly [lon: number, lat: number],
  from: Datum,
  to: Datum,
): [number, number] => (from === to ? [lon, lat] : transform([lon, lat], from, to));

/** A place of one datum in another, likewise. */
export function inDatum({ lon, lat }: Place, from: Datum, to: Datum): Place {
  const [x, y] = positionInDatum([lon, lat], from, to);
  return { lon: x, lat: y };
}
