import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';

type WithoutSource<L> = L extends { source: string } ? Omit<L, 'source' | 'id'> & { id: string } : never;

/** A layer of an overlay: its source is the overlay's. */
export type OverlayLayer = WithoutSource<LayerSpecification>;

/** GeoJSON of an overlay, in WGS 84. */
export type Drawn = Exclude<GeoJSONSourceSpecification['data'], string>;

/** Sets of tiles that an overlay may draw from: the grid, and what fits at each place. */
export const DRAWN_SETS = ['grid', 'capacity'] as const;
type DrawnSet = (typeof DRAWN_SETS)[number];

/** Something drawn above the map: places in WGS 84 and how they look. */
export interface Overlay {
  readonly id: string;
  /** GeoJSON in WGS 84; or a set of tiles, of which the layers then name a `source-layer`. */
  readonly data: Drawn | DrawnSet;
  readonly layers: readonly OverlayLayer[];
}
