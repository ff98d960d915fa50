import { type MapDatum, positionInDatum } from '../../model/datum.ts';
import type { ShapeBox } from '../../snapshot/shape-box.ts';
import type { TileFeature, TileGeometry } from './candidate.ts';

/**
 * The ground under a box of a map. Within a tile and its buffer the shift is even but for a fraction of that buffer, so
 * its corners do.
 */
export function groundOf(box: ShapeBox, datum: MapDatum): ShapeBox {
  if (datum === 'WGS84') return box;
  const { west, south, east, north } = box;
  const corners = [west, east].flatMap((lon) =>
    [south, north].map((lat) => positionInDatum([lon, lat], datum, 'WGS84')),
  );
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return {
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  };
}

function geometryIn(geometry: TileGeometry, datum: MapDatum): TileGeometry {
  const moved = ([lon = 0, lat = 0]: number[]): number[] => positionInDatum([lon, lat], 'WGS84', datum);
  const { type, coordinates } = geometry;
  if (type === 'Point') return { type, coordinates: moved(coordinates) };
  if (type === 'LineString') return { type, coordinates: coordinates.map(moved) };
  return { type, coordinates: coordinates.map((line) => line.map(moved)) };
}

/** A feature as a map of that datum shows it. */
export const featureIn = (feature: TileFeature, datum: MapDatum): TileFeature =>
  datum === 'WGS84'
    ? feature
    : { type: 'Feature', geometry: geometryIn(feature.geometry, datum), properties: feature.properties };
