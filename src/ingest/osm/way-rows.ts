import type { TableRow } from '../check-row.ts';
import { areaMeaning, lineMeaning } from './classify-tags.ts';
import type { OsmWay } from './element.ts';
import type { NodePlaces } from './node-places.ts';

/** A row, or what was left out on purpose. */
export type OsmFound = TableRow | { readonly leftOut: string };

export const CUT_OFF = 'area cut off by the edge of the file';

export const isClosed = ({ refs }: Pick<OsmWay, 'refs'>): boolean =>
  refs.length >= 4 && refs[0] === refs.at(-1);

/** What a way means: a road whatever its shape, else an area where it is closed, else a line. */
export function wayMeaning(way: OsmWay): ReturnType<typeof lineMeaning> {
  if (way.tags['highway'] !== undefined) return lineMeaning(way.tags);
  const area = areaMeaning(way.tags);
  if (area === null) return lineMeaning(way.tags);
  return isClosed(way) ? area : (lineMeaning(way.tags) ?? { leftOut: 'area that is not closed' });
}

/** Positions of nodes, longitude and latitude by turns, in pieces: cut where the file lacks a node. */
function pathsOf(refs: readonly number[], places: NodePlaces): number[][] {
  const paths: number[][] = [[]];
  for (const ref of refs) {
    const place = places.at(ref);
    const path = paths.at(-1) ?? [];
    if (place === null) paths.push([]);
    else if (path.at(-2) !== place[0] || path.at(-1) !== place[1]) path.push(...place);
  }
  return paths.filter((path) => path.length >= 4);
}

/** A ring of nodes as positions; `null` where the file lacks one of them or it has no area. */
export function ringOf(refs: readonly number[], places: NodePlaces): number[] | null {
  if (refs.some((ref) => places.at(ref) === null)) return null;
  const [ring] = pathsOf(refs, places);
  return ring !== undefined && ring.length >= 8 ? ring : null;
}

/** Rows of one way; a line that leaves the file and comes back is one row per piece. */
export function wayRows(way: OsmWay, places: NodePlaces): OsmFound[] {
  const meaning = wayMeaning(way);
  if (meaning === null) return [];
  if ('leftOut' in meaning) return [meaning];
  if (meaning.table === 'areas') {
    const ring = ringOf(way.refs, places);
    if (ring === null) return [{ leftOut: CUT_OFF }];
    return [{ table: 'areas', row: { id: `w${way.id}`, ...meaning.row, polygon_wkt: [ring] } }];
  }
  return pathsOf(way.refs, places).map((path, i): TableRow => {
    const at = { id: i === 0 ? `w${way.id}` : `w${way.id}-${i}`, path_wkt: path };
    return meaning.table === 'roads'
      ? { table: 'roads', row: { ...at, ...meaning.row } }
      : { table: 'barriers', row: { ...at, ...meaning.row } };
  });
}
