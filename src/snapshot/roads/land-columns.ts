import Flatbush from 'flatbush';
import type { PackedRows } from '../../model/packed-table.ts';
import { toE7 } from './exact-segments.ts';
import { type LandColumns, OBSTACLE_KINDS } from './land.ts';

interface Shape {
  readonly kind: number;
  readonly rings: readonly (readonly number[])[];
}

function shapesOf({ barriers, areas }: PackedRows<'barriers' | 'areas'>): Shape[] {
  const kinds: readonly string[] = OBSTACLE_KINDS;
  return [
    ...Array.from(barriers, (row) => ({ kind: kinds.indexOf(row.kind), rings: [row.path_wkt] })),
    ...Array.from(areas, (row) => ({ kind: kinds.indexOf(row.kind), rings: row.polygon_wkt })),
  ].filter(({ kind }) => kind >= 0);
}

function indexOf(shapes: readonly Shape[]): Uint8Array {
  if (shapes.length === 0) return new Uint8Array(0);
  const index = new Flatbush(shapes.length, 16, Int32Array);
  for (const { rings } of shapes) {
    // The outer ring holds its holes.
    const [outer = []] = rings;
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < outer.length; i += 2) {
      const [x, y] = [toE7(outer[i] ?? 0), toE7(outer[i + 1] ?? 0)];
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

/** Barriers and areas that matter to routes, as columns; the order of the rows does not matter. */
export function landColumns(rows: PackedRows<'barriers' | 'areas'>): LandColumns {
  const shapes = shapesOf(rows);
  const rings = shapes.flatMap((shape) => shape.rings);
  const vertices = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const columns: LandColumns = {
    landLonE7: new Int32Array(vertices),
    landLatE7: new Int32Array(vertices),
    landRingStart: new Uint32Array(rings.length + 1),
    landShapeRing: new Uint32Array(shapes.length + 1),
    landKind: Uint8Array.from(shapes, ({ kind }) => kind),
    landIndex: indexOf(shapes),
  };
  let at = 0;
  rings.forEach((ring, r) => {
    for (let i = 0; i < ring.length; i += 2) {
      columns.landLonE7[at] = toE7(ring[i] ?? 0);
      columns.landLatE7[at++] = toE7(ring[i + 1] ?? 0);
    }
    columns.landRingStart[r + 1] = at;
  });
  shapes.forEach((shape, s) => {
    columns.landShapeRing[s + 1] = (columns.landShapeRing[s] ?? 0) + shape.rings.length;
  });
  return columns;
}
