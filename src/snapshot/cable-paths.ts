import Flatbush from 'flatbush';
import type { Row } from '../model/record.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';
import type { Columns } from './layout.ts';

/** Steps of a degree that paths are kept in: 1e-7° is at most 1.1 cm. */
export const PATH_STEPS = 1e7;

/** A medium-voltage cable section with its path from the fed end on, longitude and latitude by turns, degrees. */
export interface CablePath {
  readonly element: number;
  readonly path: readonly number[];
}

const reversed = (path: readonly number[]): number[] =>
  Array.from({ length: path.length }, (_, i) => path[path.length - 2 - i + 2 * (i % 2)] ?? NaN);

/** Path of a section from its fed end on: as drawn, or straight between its nodes. */
function pathOf(row: Row<'sections'>, far: string, nodes: GridRows['nodes']): readonly number[] {
  const from = nodes.find(row.from_node_id);
  const to = nodes.find(row.to_node_id);
  if (from === undefined || to === undefined) return [];
  const drawn = row.path_wkt ?? [from.lon_deg, from.lat_deg, to.lon_deg, to.lat_deg];
  return far === row.to_node_id ? drawn : reversed(drawn);
}

/** Every fed medium-voltage cable section with its path, in the order of elements: where a ring main unit can be looped in. */
export function cablePaths(
  { conductor_types: types, sections, nodes }: GridRows,
  forest: Forest,
): CablePath[] {
  const cable = new Set(Array.from(types).flatMap(({ id, laying }) => (laying === 'cable' ? id : [])));
  const cables: CablePath[] = [];
  for (const [far, element] of forest.atNode) {
    if (forest.kind[element] !== 'section') continue;
    const row = sections.row(forest.row[element] ?? -1);
    if (!cable.has(row.conductor_type_id)) continue;
    const path = pathOf(row, far, nodes);
    if (path.length > 2) cables.push({ element, path });
  }
  return cables.sort((a, b) => a.element - b.element);
}

/** Boxes of the paths, for looking up those near a place; empty where there are none. */
export function packPaths(cables: readonly CablePath[]): Uint8Array {
  if (cables.length === 0) return new Uint8Array(0);
  const index = new Flatbush(cables.length);
  for (const { path } of cables) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let i = 0; i < path.length; i += 2) {
      const lon = path[i] ?? 0;
      const lat = path[i + 1] ?? 0;
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
    index.add(west, south, east, north);
  }
  index.finish();
  return new Uint8Array(index.data);
}

/** Fills the columns of the cables. */
export function writeCables(columns: Columns, cables: readonly CablePath[]): void {
  let at = 0;
  cables.forEach(({ element, path }, i) => {
    columns.cableElement[i] = element;
    columns.cablePathStart[i] = at;
    for (let k = 0; k < path.length; k += 2) {
      columns.cableLon[at] = Math.round((path[k] ?? 0) * PATH_STEPS);
      columns.cableLat[at++] = Math.round((path[k + 1] ?? 0) * PATH_STEPS);
    }
  });
  columns.cablePathStart[cables.length] = at;
}
