import type { LegacyTile } from 'geojson-vt';
import { TILE_LAYERS, type TileLayer } from '../../model/tiles.ts';
import type { GroundShapes } from '../../snapshot/ground-shapes.ts';
import type { ShapeBox } from '../../snapshot/shape-box.ts';
import type { CapacityMap } from '../../model/capacity-map.ts';
import { BASE_LAYERS } from './base-layers.ts';
import { CAPACITY_LAYERS } from './capacity-layers.ts';
import type { MapDatum } from '../../model/datum.ts';
import type { Candidate, GridRegion, LayerSource, TileFeature } from './candidate.ts';
import { type TileAddress, encodeTile, sliceTile } from './encode-tile.ts';
import { featureIn, groundOf } from './feature-in-datum.ts';
import { GRID_LAYERS } from './grid-layers.ts';
import { EXTENT, tileBox } from './tile-box.ts';

/** Bytes of a tile before compression: with more of them maps stutter. */
export const MOST_TILE_BYTES = 512 * 1024;

/** A tile, and what positions in it are in; left out = WGS 84. */
export interface DrawnTile extends TileAddress {
  readonly datum?: MapDatum;
}

/** A layer with all it could show. */
interface FullLayer {
  readonly name: string;
  readonly most: number;
  readonly candidates: readonly Candidate[];
}

const byWeight = (candidates: readonly Candidate[]): Candidate[] =>
  [...candidates].sort((a, b) => b.weight - a.weight);

/** What the layers of a set may show at a zoom, of all regions. */
function layersAt<R>(
  { z, x, y, datum = 'WGS84' }: DrawnTile,
  regions: readonly R[],
  layers: Readonly<Record<string, TileLayer>>,
  sources: Readonly<Record<string, LayerSource<R>>>,
): FullLayer[] {
  const box = tileBox(z, x, y);
  const place = { z, box: groundOf(box, datum) };
  return Object.entries(layers).flatMap(([name, { minZoom, maxZoom, most }]) => {
    const source = sources[name];
    if (source === undefined || z < minZoom || z > maxZoom) return [];
    return [{ name, most, candidates: byWeight(regions.flatMap((region) => source(region, place))) }];
  });
}

/** The layer that tells how much of which layer a tile leaves out. */
function leftOut(layers: readonly FullLayer[], most: (layer: FullLayer) => number): LegacyTile | null {
  const features = layers.flatMap((layer): LegacyTile['features'] => {
    const count = layer.candidates.length - most(layer);
    const geometry: [number, number][] = [[EXTENT / 2, EXTENT / 2]];
    return count > 0 ? [{ type: 1, geometry, tags: { layer: layer.name, count } }] : [];
  });
  return features.length === 0 ? null : { features };
}

/**
 * Where the bytes are too many, every layer is halved, as often as need be. The lightest give way, and the layer
 * `left-out` says how many.
 */
function fill(layers: readonly FullLayer[], address: DrawnTile, mostBytes: number): Uint8Array<ArrayBuffer> {
  const { datum = 'WGS84' } = address;
  const features = new Map<Candidate, TileFeature>();
  const featureOf = (candidate: Candidate): TileFeature => {
    const known = features.get(candidate) ?? featureIn(candidate.feature(), datum);
    features.set(candidate, known);
    return known;
  };
  for (let share = 1; ; share /= 2) {
    const shown = ({ most, candidates }: FullLayer): number =>
      Math.floor(Math.min(most, candidates.length) * share);
    const sliced = layers.map((layer): [string, LegacyTile | null] => [
      layer.name,
      sliceTile(layer.candidates.slice(0, shown(layer)).map(featureOf), address),
    ]);
    const all = [...sliced, ['left-out', leftOut(layers, shown)] as const];
    const tile = encodeTile(
      Object.fromEntries(all.flatMap(([name, layer]) => (layer === null ? [] : [[name, layer]]))),
    );
    if (tile.byteLength <= mostBytes || layers.every((layer) => shown(layer) === 0)) return tile;
  }
}

/**
 * A tile of the ground: what several regions show of a layer stands in one layer.
 *
 * @returns no bytes where there is nothing to draw.
 */
export const makeBaseTile = (
  address: DrawnTile,
  regions: readonly GroundShapes[],
  mostBytes = MOST_TILE_BYTES,
): Uint8Array<ArrayBuffer> =>
  fill(layersAt(address, regions, TILE_LAYERS.base, BASE_LAYERS), address, mostBytes);

/** A tile of the grid, likewise. */
export const makeGridTile = (
  address: DrawnTile,
  regions: readonly GridRegion[],
  mostBytes = MOST_TILE_BYTES,
): Uint8Array<ArrayBuffer> =>
  fill(layersAt(address, regions, TILE_LAYERS.grid, GRID_LAYERS), address, mostBytes);

/** A tile of the capacity map, likewise, of maps that hold no more than it. */
export const makeCapacityTile = (
  address: DrawnTile,
  maps: readonly CapacityMap[],
  mostBytes = MOST_TILE_BYTES,
): Uint8Array<ArrayBuffer> =>
  fill(layersAt(address, maps, TILE_LAYERS.capacity, CAPACITY_LAYERS), address, mostBytes);

/** The ground under a tile and its buffer, degrees WGS 84. */
export const groundUnder = ({ z, x, y, datum = 'WGS84' }: DrawnTile): ShapeBox =>
  groundOf(tileBox(z, x, y), datum);
