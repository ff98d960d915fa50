import type { Shape } from '../../geopackage/shape.ts';

/** One feature of a layer. */
export interface LandFeature {
  /** Its number in the layer, as GIS programs show it. */
  readonly number: number;
  /** By column, as stored. */
  readonly values: Readonly<Record<string, unknown>>;
  /** In the layer's own reference system, x east and y north; `null` = none. */
  readonly shape: Shape | null;
  /** What stands there instead of a shape; `null` = nothing is wrong. */
  readonly flaw: string | null;
}

/** Features of one kind in a file. */
export interface LandLayer {
  readonly name: string;
  readonly columns: readonly string[];
  /** Reference system as the file names it: `EPSG:n` or well-known text; `null` = it does not. */
  readonly crs: string | null;
  /** Positions that tell whether all of the layer may be degrees. */
  extent(): Iterable<readonly [x: number, y: number]>;
  features(): AsyncIterable<LandFeature> | Iterable<LandFeature>;
}

/** An open file of features. */
export interface LandFile {
  readonly layers: readonly LandLayer[];
  close(): void;
}
