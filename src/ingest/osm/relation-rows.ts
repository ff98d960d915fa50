import * as turf from '@turf/turf';
import { areaMeaning } from './classify-tags.ts';
import type { OsmRelation } from './element.ts';
import { joinRings } from './join-rings.ts';
import type { NodePlaces } from './node-places.ts';
import { CUT_OFF, type OsmFound, ringOf } from './way-rows.ts';

type Ring = readonly number[];

const positions = (ring: Ring): [number, number][] =>
  Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0]);

/** Whether a hole lies in an outer ring: its first position does. */
const holds = (outer: Ring, [lon = 0, lat = 0]: Ring): boolean =>
  turf.booleanPointInPolygon([lon, lat], turf.polygon([positions(outer)]));

/** Rings of the members with a role; `null` where one of them is not whole in this file. */
function ringsOf(
  relation: OsmRelation,
  { role, refsOf, places }: { role: string; refsOf: (way: number) => Ring | null; places: NodePlaces },
): Ring[] | null {
  const ways = relation.members.filter(
    (member) => member.type === 'way' && (member.role || 'outer') === role,
  );
  const pieces = ways.map(({ ref }) => refsOf(ref));
  if (pieces.some((piece) => piece === null)) return null;
  const rings = joinRings(pieces.filter((piece) => piece !== null))?.map((refs) => ringOf(refs, places));
  return rings === undefined || rings.some((ring) => ring === null)
    ? null
    : rings.filter((ring) => ring !== null);
}

/** Whether a relation is an area of use to routes. */
export const isArea = ({ tags }: OsmRelation): boolean =>
  tags['type'] === 'multipolygon' && areaMeaning(tags) !== null;

/**
 * Rows of a multipolygon, one for each outer ring with the holes that lie in it.
 *
 * @param refsOf nodes of a member way; `null` where the file does not hold it.
 */
export function relationRows(
  relation: OsmRelation,
  refsOf: (way: number) => Ring | null,
  places: NodePlaces,
): OsmFound[] {
  const meaning = areaMeaning(relation.tags);
  if (meaning === null || 'leftOut' in meaning || meaning.table !== 'areas') return [];
  const outers = ringsOf(relation, { role: 'outer', refsOf, places });
  const holes = ringsOf(relation, { role: 'inner', refsOf, places });
  if (outers === null || holes === null) return [{ leftOut: CUT_OFF }];
  return outers.map((outer, i) => ({
    table: 'areas',
    row: {
      id: `r${relation.id}${outers.length === 1 ? '' : `-${i + 1}`}`,
      ...meaning.row,
      polygon_wkt: [outer, ...holes.filter((hole) => holds(outer, hole))],
    },
  }));
}
