import type { PackedRows } from '../../model/packed-table.ts';
import { type LandColumns, OBSTACLE_KINDS } from './land.ts';
import { type Shape, shapeColumns } from './shape-columns.ts';

function shapesOf({ barriers, areas }: PackedRows<'barriers' | 'areas'>): Shape[] {
  const kinds: readonly string[] = OBSTACLE_KINDS;
  return [
    ...Array.from(barriers, (row) => ({ kind: kinds.indexOf(row.kind), rings: [row.path_wkt] })),
    ...Array.from(areas, (row) => ({ kind: kinds.indexOf(row.kind), rings: row.polygon_wkt })),
  ].filter(({ kind }) => kind >= 0);
}

/** Barriers and areas that matter to routes, as columns; the order of the rows does not matter. */
export function landColumns(rows: PackedRows<'barriers' | 'areas'>): LandColumns {
  const { lonE7, latE7, ringStart, shapeRing, kind, index } = shapeColumns(shapesOf(rows));
  return {
    landLonE7: lonE7,
    landLatE7: latE7,
    landRingStart: ringStart,
    landShapeRing: shapeRing,
    landKind: kind,
    landIndex: index,
  };
}
