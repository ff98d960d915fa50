import { fromGeojsonVt } from '@maplibre/vt-pbf';
import GeoJSONVT, { type LegacyTile } from 'geojson-vt';
import { TILE_MAX_ZOOM } from '../../model/tiles.ts';
import type { TileFeature } from './candidate.ts';
import { BUFFER, EXTENT } from './tile-box.ts';

/** A tile of the Web Mercator grid. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Cuts features to a tile and its buffer and simplifies them for its zoom; at the deepest zoom they stay as they are. */
export function sliceTile(features: readonly TileFeature[], { z, x, y }: TileAddress): LegacyTile | null {
  const all = { type: 'FeatureCollection' as const, features: features.map((one) => ({ ...one })) };
  // The slicer simplifies nothing at its own deepest zoom.
  const maxZoom = z === TILE_MAX_ZOOM ? z : z + 1;
  const slicer = new GeoJSONVT(all, { maxZoom, indexMaxZoom: 0, extent: EXTENT, buffer: BUFFER });
  const tile = slicer.getTile(z, x, y);
  return tile === null || tile.features.length === 0 ? null : tile;
}

/** Mapbox Vector Tile 2.1 of some layers; no bytes for none. The bytes have a buffer of their own. */
export function encodeTile(layers: Readonly<Record<string, LegacyTile>>): Uint8Array<ArrayBuffer> {
  if (Object.keys(layers).length === 0) return new Uint8Array(0);
  return new Uint8Array(fromGeojsonVt({ ...layers }, { version: 2, extent: EXTENT }));
}
