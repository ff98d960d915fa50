import type { PackedRows } from '../model/packed-table.ts';
import { shapeColumns } from './roads/shape-columns.ts';
import { ZONE_KINDS, type ZoneColumns } from './zones.ts';

/**
 * Areas that decide facts of a place, parks and green, as columns; the order of the rows does not matter.
 *
 * @param intern number of a string in the snapshot.
 */
export function zoneColumns({ areas }: PackedRows<'areas'>, intern: (name: string) => number): ZoneColumns {
  const kinds: readonly string[] = ZONE_KINDS;
  const shapes = Array.from(areas, (row) => ({
    kind: kinds.indexOf(row.kind),
    rings: row.polygon_wkt,
    name: row.name ?? '',
  })).filter(({ kind }) => kind >= 0);
  const { lonE7, latE7, ringStart, shapeRing, kind, index } = shapeColumns(shapes);
  return {
    zoneLonE7: lonE7,
    zoneLatE7: latE7,
    zoneRingStart: ringStart,
    zoneShapeRing: shapeRing,
    zoneKind: kind,
    zoneName: Uint32Array.from(shapes, ({ name }) => intern(name)),
    zoneIndex: index,
  };
}
