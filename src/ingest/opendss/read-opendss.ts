import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportItem } from '../../model/store.ts';
import type { LeaveOut } from '../bus-grid/grid-items.ts';
import { itemsOf } from '../bus-grid/items-of.ts';
import { placePositions } from '../crs/place-positions.ts';
import type { CrsRegister } from '../crs/read-crs.ts';
import { ImportRefused } from '../import-refused.ts';
import { listFolder } from '../list-folder.ts';
import { Circuit } from './circuit.ts';
import { readScript } from './read-script.ts';
import { toBusGrid } from './to-bus-grid.ts';

/** A folder stands for its one script whose name begins with `Master`. */
const scriptOf = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ImportRefused(path, null, 'no such file or folder');
  if (!found.isDirectory()) return path;
  const masters = (await listFolder(path, '.dss')).filter((name) => /^master/iu.test(name));
  const [only, second] = masters;
  if (only !== undefined && second === undefined) return join(path, only);
  throw new ImportRefused(path, null, `${masters.length} Master*.dss in this folder; give the script to run`);
};

interface Wanted {
  /** Reference system of the bus coordinates, which no script names; `null` = they are degrees. */
  readonly crs: string | null;
  readonly register: CrsRegister;
  readonly leaveOut: LeaveOut;
}

/**
 * Rows and defects of an OpenDSS circuit, the scripts that its master calls read before the first row is asked for.
 *
 * @returns the circuit's name, which is the origin of the rows, and the rows.
 * @throws {ImportRefused} when a script cannot be read, makes no circuit, or its coordinates are planar and nobody says
 *   of which system.
 */
export const readOpendss = async (
  path: string,
  { crs, register, leaveOut }: Wanted,
): Promise<{ readonly stem: string; readonly items: AsyncGenerator<ImportItem> }> => {
  const script = await scriptOf(path);
  const { commands, positions } = await readScript(script, leaveOut);
  const circuit = new Circuit(commands, leaveOut);
  const [made] = circuit.of('circuit');
  if (made === undefined) throw new ImportRefused(script, null, 'no "New Circuit": not a master script');
  const known = { file: script, stated: null, given: crs, register };
  const toLonLat = await placePositions(positions.values(), known);
  const stem = made.name;
  const grid = toBusGrid(circuit, { stem, positions, toLonLat, leaveOut });
  return { stem, items: itemsOf(circuit.defects, grid, leaveOut) };
};
