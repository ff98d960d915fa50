import type { ImportItem } from '../../model/store.ts';
import { gridItems, type LeaveOut } from '../bus-grid/grid-items.ts';
import type { JsonFile } from '../find-json-files.ts';
import { ImportRefused } from '../import-refused.ts';
import { readNet } from './read-net.ts';
import { toBusGrid } from './to-bus-grid.ts';

/**
 * Rows and defects of pandapower networks, one file in memory at a time, under the file's stem as origin.
 *
 * @throws {ImportRefused} when a file cannot be read as such a network, or nothing in it holds the voltage.
 */
export async function* readNets(files: readonly JsonFile[], leaveOut: LeaveOut): AsyncGenerator<ImportItem> {
  for (const file of files) {
    const { grid, defects } = toBusGrid(file, await readNet(file), leaveOut);
    if (grid.sources.length === 0 && defects.length === 0) {
      const why = 'no external grid in service: nothing feeds the network';
      throw new ImportRefused(file.file, '/_object/ext_grid', why);
    }
    for (const defect of defects) yield { defect };
    yield* gridItems(grid, leaveOut);
  }
}
