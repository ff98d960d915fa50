import Flatbush from 'flatbush';
import type { Place } from '../model/geometry.ts';
import type { AreaKind } from '../model/land-words.ts';
import { toE7 } from './roads/exact-segments.ts';
import { type Rings, isInside, isOnBorder } from './roads/spans-inside.ts';

/** Areas that decide a fact of the places in them; parks and green decide nothing and are there to be drawn. */
export const ZONE_KINDS = [
  'provincial-park',
  'urban-planned-land',
  'incremental-network',
  'urban-area',
  'rural-area',
  'forbidden',
  'park',
  'green',
] as const satisfies readonly AreaKind[];
export type ZoneKind = (typeof ZONE_KINDS)[number];

/** These areas as columns of a snapshot; area s has the rings shapeRing[s] … shapeRing[s + 1] − 1, the outer one first. */
export interface ZoneColumns {
  readonly zoneLonE7: Int32Array;
  readonly zoneLatE7: Int32Array;
  readonly zoneRingStart: Uint32Array;
  readonly zoneShapeRing: Uint32Array;
  /** Index in ZONE_KINDS. */
  readonly zoneKind: Uint8Array;
  /** String of a name. */
  readonly zoneName: Uint32Array;
  /** Flatbush over the areas; empty without any. */
  readonly zoneIndex: Uint8Array;
}

/** The areas that decide facts of a place. Opens without a copy. */
export class Zones {
  readonly #columns: ZoneColumns;
  readonly #index: Flatbush | null;
  /** Kinds of which the record has an area at all: only these can tell that a place lies outside. */
  readonly loaded: ReadonlySet<ZoneKind>;

  constructor(columns: ZoneColumns) {
    this.#columns = columns;
    const { buffer, byteOffset, length } = columns.zoneIndex;
    this.#index = length === 0 ? null : Flatbush.from(buffer, byteOffset);
    this.loaded = this.#kinds(columns.zoneKind);
  }

  /**
   * Kinds of area that a place lies in, to the 0.0000001 degree the areas are kept in. A border belongs to its area; a
   * hole does not, its border does.
   *
   * @cost O(log areas + vertices of the areas whose box holds the place).
   */
  at({ lon, lat }: Place): ReadonlySet<ZoneKind> {
    const x = toE7(lon);
    const y = toE7(lat);
    const near = this.#index?.search(x, y, x, y) ?? [];
    const within = near.filter((shape) => {
      const rings = this.#rings(shape);
      return isInside(rings, x, y) || isOnBorder(rings, x, y);
    });
    return this.#kinds(within.map((shape) => this.#columns.zoneKind[shape] ?? 0));
  }

  /** In the order of ZONE_KINDS. */
  #kinds(codes: Iterable<number>): ReadonlySet<ZoneKind> {
    const found = new Set(codes);
    return new Set(ZONE_KINDS.filter((_, code) => found.has(code)));
  }

  #rings(shape: number): Rings {
    const { zoneLonE7: x, zoneLatE7: y, zoneRingStart: start, zoneShapeRing } = this.#columns;
    return { x, y, start, first: zoneShapeRing[shape] ?? 0, end: zoneShapeRing[shape + 1] ?? 0 };
  }
}
