import { type MapDatum, onMap, underMap } from '../../contract/map-datum.ts';
import type { Box, Place } from './place.ts';
import type { Drawn } from './overlay.ts';

let datum: MapDatum = 'WGS84';

/** What the maps of this service are drawn in, as it says itself. Everything around a map stays WGS 84. */
export const drawMapsIn = (one: MapDatum): void => {
  datum = one;
};

/** For the tiles: nothing where they are WGS 84 by themselves. */
export const tileDatum = (): MapDatum | null => (datum === 'WGS84' ? null : datum);

/** Where the map shows a place. */
export const shownAt = ({ lon, lat }: Place): [number, number] => onMap([lon, lat], datum);

/** The place that the map shows there. */
export function placeShownAt({ lng, lat }: { readonly lng: number; readonly lat: number }): Place {
  const [lon, trueLat] = underMap([lng, lat], datum);
  return { lon, lat: trueLat };
}

/** Where the map shows a box. */
export function boxShownAt([west, south, east, north]: Box): [number, number, number, number] {
  return [...shownAt({ lon: west, lat: south }), ...shownAt({ lon: east, lat: north })];
}

/** Positions at any depth of a geometry. */
const moved = (of: unknown): unknown => {
  if (!Array.isArray(of)) return of;
  const [lon, lat] = of as unknown[];
  return typeof lon === 'number' && typeof lat === 'number' ? onMap([lon, lat], datum) : of.map(moved);
};

/** GeoJSON as the map shows it. */
export function dataShown(data: Drawn): Drawn {
  if (datum === 'WGS84') return data;
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (key === 'coordinates' ? moved(value) : value)),
  ) as Drawn;
}
