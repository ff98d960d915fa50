import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';

type WithoutSource<L> = L extends { source: string } ? Omit<L, 'source' | 'id'> & { id: string } : never;

/** A layer of an overlay: its source is the overlay's. */
export type OverlayLayer = WithoutSource<LayerSpecification>;

/** Something drawn above the map: places in WGS 84 and how they look. */
export interface Overlay {
  readonly id: string;
  /** GeoJSON in WGS 84; or the grid tiles, of which the layers then name a `source-layer`. */
  readonly data: Exclude<GeoJSONSourceSpecification['data'], string> | 'grid';
  readonly layers: readonly OverlayLayer[];
}
