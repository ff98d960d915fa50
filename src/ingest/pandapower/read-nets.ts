import type { ImportItem } from '../../model/store.ts';
import { gridItems, type LeaveOut } from '../bus-grid/grid-items.ts';
import { placeRows } from '../crs/place-positions.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
import type { JsonFile } from '../find-json-files.ts';
import { ImportRefused } from '../import-refused.ts';
import { busPositions } from './places.ts';
import { readNet } from './read-net.ts';
import { toBusGrid } from './to-bus-grid.ts';

interface Wanted {
  readonly leaveOut: LeaveOut;
  /** Reference system of the positions, which no file names; `null` = they are degrees. */
  readonly crs: string | null;
  readonly register: CrsRegister;
}

/**
 * Rows and defects of pandapower networks, one file in memory at a time, under the file's stem as origin.
 *
 * @throws {ImportRefused} when a file cannot be read as such a network, nothing in it holds the voltage, or its positions
 *   are planar and nobody says of which system.
 */
export async function* readNets(
  files: readonly JsonFile[],
  { leaveOut, crs, register }: Wanted,
): AsyncGenerator<ImportItem> {
  for (const file of files) {
    const read = await readNet(file);
    const known = { file: file.file, stated: null, given: crs, register };
    const toLonLat = await placeRows(busPositions(read.net), known);
    const { grid, defects } = toBusGrid(file, read, { leaveOut, toLonLat });
    if (grid.sources.length === 0 && defects.length === 0) {
      const why = 'no external grid in service: nothing feeds the network';
      throw new ImportRefused(file.file, '/_object/ext_grid', why);
    }
    for (const defect of defects) yield { defect };
    yield* gridItems(grid, leaveOut);
  }
}
