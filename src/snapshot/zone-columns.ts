import type { PackedRows } from '../model/packed-table.ts';
import { shapeColumns } from './roads/shape-columns.ts';
import { ZONE_KINDS, type ZoneColumns } from './zones.ts';

/** Areas that decide facts of a place, as columns; the order of the rows does not matter. */
export function zoneColumns({ areas }: PackedRows<'areas'>): ZoneColumns {
  const kinds: readonly string[] = ZONE_KINDS;
  const shapes = Array.from(areas, (row) => ({
    kind: kinds.indexOf(row.kind),
    rings: row.polygon_wkt,
  })).filter(({ kind }) => kind >= 0);
  const { lonE7, latE7, ringStart, shapeRing, kind, index } = shapeColumns(shapes);
  return {
    zoneLonE7: lonE7,
    zoneLatE7: latE7,
    zoneRingStart: ringStart,
    zoneShapeRing: shapeRing,
    zoneKind: kind,
    zoneIndex: index,
  };
}
