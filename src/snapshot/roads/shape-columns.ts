import Flatbush from 'flatbush';
import { toE7 } from './exact-segments.ts';

/** A line or an area with its kind; the outer ring first. Flat pairs of longitude and latitude. */
export interface Shape {
  readonly kind: number;
  readonly rings: readonly (readonly number[])[];
}

/** Shapes as columns: shape s has the rings shapeRing[s] … shapeRing[s + 1] − 1, a line has one. */
interface ShapeColumns {
  readonly lonE7: Int32Array;
  readonly latE7: Int32Array;
  readonly ringStart: Uint32Array;
  readonly shapeRing: Uint32Array;
  readonly kind: Uint8Array;
  /** Flatbush over the shapes; empty without any. */
  readonly index: Uint8Array;
}

function indexOf(shapes: readonly Shape[]): Uint8Array {
  if (shapes.length === 0) return new Uint8Array(0);
  const index = new Flatbush(shapes.length, 16, Int32Array);
  for (const { rings } of shapes) {
    // The outer ring holds its holes.
    const [outer = []] = rings;
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let i = 0; i < outer.length; i += 2) {
      const x = toE7(outer[i] ?? 0);
      const y = toE7(outer[i + 1] ?? 0);
      [west, south, east, north] = [
        Math.min(west, x),
        Math.min(south, y),
        Math.max(east, x),
        Math.max(north, y),
      ];
    }
    index.add(west, south, east, north);
  }
  index.finish();
  return new Uint8Array(index.data);
}

/** Shapes as columns, in their order. */
export function shapeColumns(shapes: readonly Shape[]): ShapeColumns {
  const rings = shapes.flatMap((shape) => shape.rings);
  const vertices = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const columns: ShapeColumns = {
    lonE7: new Int32Array(vertices),
    latE7: new Int32Array(vertices),
    ringStart: new Uint32Array(rings.length + 1),
    shapeRing: new Uint32Array(shapes.length + 1),
    kind: Uint8Array.from(shapes, ({ kind }) => kind),
    index: indexOf(shapes),
  };
  let at = 0;
  rings.forEach((ring, r) => {
    for (let i = 0; i < ring.length; i += 2) {
      columns.lonE7[at] = toE7(ring[i] ?? 0);
      columns.latE7[at++] = toE7(ring[i + 1] ?? 0);
    }
    columns.ringStart[r + 1] = at;
  });
  shapes.forEach((shape, s) => {
    columns.shapeRing[s + 1] = (columns.shapeRing[s] ?? 0) + shape.rings.length;
  });
  return columns;
}
