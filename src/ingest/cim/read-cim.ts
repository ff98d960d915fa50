import type { ImportItem } from '../../model/store.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { itemsOf } from '../bus-grid/items-of.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
import { ImportRefused } from '../import-refused.ts';
import { CimModel } from './cim-model.ts';
import { findProfiles } from './find-profiles.ts';
import { placesOf } from './places.ts';
import { terminalsOf } from './terminals.ts';
import { toBusGrid } from './to-bus-grid.ts';

interface Wanted {
  /** Origin of the rows. */
  readonly stem: string;
  /** Reference system of the positions, which outranks what the files name; `null` = the files'. */
  readonly crs: string | null;
  readonly register: CrsRegister;
  readonly leaveOut: LeaveOut;
}

/**
 * Rows and defects of one CIM model (CGMES RDF/XML): the files of all its profiles together, loose, in folders or
 * packed (`findProfiles`), read whole before the first row is asked for. EQ is needed; SSH or SV give the state, TP the nodes of a bus-branch model, GL the places.
 *
 * @throws {ImportRefused} when a file cannot be read as such, the reference system of planar positions is not known, or
 *   nothing feeds the grid.
 */
export const readCim = async (
  paths: readonly string[],
  wanted: Wanted,
): Promise<AsyncGenerator<ImportItem>> => {
  const { stem, crs, register, leaveOut } = wanted;
  const model = await CimModel.read(await findProfiles(paths));
  if (model.of('Terminal').length === 0) {
    throw new ImportRefused(stem, null, 'no terminals: give the equipment profile (EQ) too');
  }
  const terminals = terminalsOf(model);
  const places = await placesOf(model, terminals, { name: stem, crs, register });
  const grid = toBusGrid(model, { stem, terminals, places, leaveOut });
  if (grid.sources.length === 0 && model.defects.length === 0) {
    const why =
      'no external network injection, reference machine, source with a voltage or solved voltage: nothing feeds the grid';
    throw new ImportRefused(stem, null, why);
  }
  return itemsOf(model.defects, grid, leaveOut);
};
