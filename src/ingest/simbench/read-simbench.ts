import type { ImportItem } from '../../model/store.ts';
import { gridItems, type LeaveOut } from '../bus-grid/grid-items.ts';
import { placeRows } from '../crs/place-positions.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
import { ImportRefused } from '../import-refused.ts';
import { readFolder } from './read-folder.ts';
import { toBusGrid } from './to-bus-grid.ts';

interface Wanted {
  /** Name of the folder. */
  readonly stem: string;
  readonly leaveOut: LeaveOut;
  /** Reference system of the coordinates, which no table names; `null` = they are degrees. */
  readonly crs: string | null;
  readonly register: CrsRegister;
}

/**
 * Rows and defects of a SimBench folder, under its name as origin.
 *
 * @param path where the folder is.
 * @throws {ImportRefused} when the folder cannot be read as such, nothing in it holds the voltage, or its coordinates are
 *   planar and nobody says of which system.
 */
export async function* readSimbench(
  path: string,
  { stem, leaveOut, crs, register }: Wanted,
): AsyncGenerator<ImportItem> {
  const read = await readFolder(path);
  const positions = read.folder.Coordinates.map(({ x, y }) => [x, y] as const);
  const known = { file: 'Coordinates.csv', stated: null, given: crs, register };
  const toLonLat = await placeRows(positions, known);
  const { grid, defects } = toBusGrid(stem, read, { leaveOut, toLonLat });
  if (grid.sources.length === 0 && defects.length === 0) {
    const why = 'no external net or power plant of type vavm: nothing feeds the network';
    throw new ImportRefused(path, 'ExternalNet.csv', why);
  }
  for (const defect of defects) yield { defect };
  yield* gridItems(grid, leaveOut);
}
