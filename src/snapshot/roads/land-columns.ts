import type { PackedRows } from '../../model/packed-table.ts';
import { type LandColumns, OBSTACLE_KINDS } from './land.ts';
import { type Shape, shapeColumns } from './shape-columns.ts';

type NamedShape = Shape & { readonly name: string };

/** What a building is called may tell whose it is: no map shows it. */
const nameOf = (row: { readonly kind: string; readonly name: string | null }): string =>
  row.kind === 'building' ? '' : (row.name ?? '');

function shapesOf({ barriers, areas }: PackedRows<'barriers' | 'areas'>): NamedShape[] {
  const kinds: readonly string[] = OBSTACLE_KINDS;
  const shapeOf = (row: { kind: string; name: string | null }, rings: Shape['rings']): NamedShape => ({
    kind: kinds.indexOf(row.kind),
    rings,
    name: nameOf(row),
  });
  return [
    ...Array.from(barriers, (row) => shapeOf(row, [row.path_wkt])),
    ...Array.from(areas, (row) => shapeOf(row, row.polygon_wkt)),
  ].filter(({ kind }) => kind >= 0);
}

/**
 * Barriers and areas that matter to routes, as columns; the order of the rows does not matter.
 *
 * @param intern number of a string in the snapshot.
 */
export function landColumns(
  rows: PackedRows<'barriers' | 'areas'>,
  intern: (name: string) => number,
): LandColumns {
  const shapes = shapesOf(rows);
  const { lonE7, latE7, ringStart, shapeRing, kind, index } = shapeColumns(shapes);
  return {
    landLonE7: lonE7,
    landLatE7: latE7,
    landRingStart: ringStart,
    landShapeRing: shapeRing,
    landKind: kind,
    landName: Uint32Array.from(shapes, ({ name }) => intern(name)),
    landIndex: index,
  };
}
