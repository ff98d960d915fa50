import type { ImportItem } from '../../model/store.ts';
import { gridItems, type LeaveOut } from '../bus-grid/grid-items.ts';
import { ImportRefused } from '../import-refused.ts';
import { readFolder } from './read-folder.ts';
import { toBusGrid } from './to-bus-grid.ts';

/**
 * Rows and defects of a SimBench folder, under its name as origin.
 *
 * @param path where the folder is. @param stem its name.
 * @throws {ImportRefused} when the folder cannot be read as such, or nothing in it holds the voltage.
 */
export async function* readSimbench(
  path: string,
  stem: string,
  leaveOut: LeaveOut,
): AsyncGenerator<ImportItem> {
  const { grid, defects } = toBusGrid(stem, await readFolder(path), leaveOut);
  if (grid.sources.length === 0 && defects.length === 0) {
    const why = 'no external net or power plant of type vavm: nothing feeds the network';
    throw new ImportRefused(path, 'ExternalNet.csv', why);
  }
  for (const defect of defects) yield { defect };
  yield* gridItems(grid, leaveOut);
}
