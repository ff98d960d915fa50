import type { ChainLedger } from '../../search/chain.ts';
import type { Headroom } from '../../search/headroom.ts';
import type { GridShapes } from '../../snapshot/grid-shapes.ts';
import type { ShapeBox } from '../../snapshot/shape-box.ts';

/** Geometry in the form the slicer takes: GeoJSON, degrees. */
export type TileGeometry =
  | { readonly type: 'Point'; readonly coordinates: number[] }
  | { readonly type: 'LineString'; readonly coordinates: number[][] }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: number[][][] };

export interface TileFeature {
  readonly type: 'Feature';
  readonly geometry: TileGeometry;
  /** What is `null` is left out of the tile. */
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Something that a tile may show. */
export interface Candidate {
  /** Where there are more than a tile may hold, the smaller give way; among equals the later. */
  readonly weight: number;
  /** Reads its figures: asked only of what is shown. */
  feature(): TileFeature;
}

/** The grid of a region that is drawn into a tile, under one pack and for one day. */
export interface GridRegion {
  readonly shapes: GridShapes;
  readonly headroom: Headroom;
  readonly ledger: ChainLedger;
}

/** Where a tile lies. */
export interface TilePlace {
  readonly z: number;
  /** With its buffer. */
  readonly box: ShapeBox;
}

/** Finds what a layer may show of a region, in a fixed order. */
export type LayerSource<R> = (region: R, place: TilePlace) => Candidate[];

/** Diagonal of the box of some places, degrees. */
export function diagonal(places: readonly (readonly [number, number])[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of places) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return places.length === 0 ? 0 : Math.hypot(east - west, north - south);
}
