import { type MapDatum, positionInDatum } from '../model/datum.ts';

export type { MapDatum };

/** Where a map of that datum shows a position in degrees WGS 84. */
export const onMap = (position: readonly [lon: number, lat: number], datum: MapDatum): [number, number] =>
  positionInDatum(position, 'WGS84', datum);

/** The position in degrees WGS 84 that a map of that datum shows there; exact below 0.5 m. */
export const underMap = (shown: readonly [lon: number, lat: number], datum: MapDatum): [number, number] =>
  positionInDatum(shown, datum, 'WGS84');
