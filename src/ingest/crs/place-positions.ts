import { ImportRefused } from '../import-refused.ts';
import { readCrs, type CrsRegister, type ToLonLat } from './read-crs.ts';

export type Position = readonly [x: number, y: number];

const isDegrees = ([x, y]: Position): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 90;

/** What is known of a file's reference system. */
export interface Known {
  readonly file: string;
  /** As the file names it; `null` = it does not. */
  readonly stated: string | null;
  /** As who imports names it; it outranks the file. */
  readonly given: string | null;
  readonly register: CrsRegister;
}

/**
 * How the positions of a file become degrees WGS 84. Without a named system degrees are WGS 84.
 *
 * @throws {ImportRefused} when positions that are no degrees come without a named system: metres or feet from where
 *   nobody knows.
 */
export const placePositions = async (
  positions: Iterable<Position>,
  { file, stated, given, register }: Known,
): Promise<ToLonLat> => {
  const name = given ?? stated;
  if (name !== null) return readCrs(name, file, register);
  for (const position of positions) {
    if (isDegrees(position)) continue;
    const why =
      `position ${position.join(' ')} is no longitude and latitude, and the file names no reference system; ` +
      'give the one it was drawn in: --crs EPSG:n';
    throw new ImportRefused(file, null, why);
  }
  return readCrs('WGS84', file, register);
};

/**
 * The same for a file whose rows are judged one by one: where some positions are degrees, those that are none are defects
 * of their rows.
 *
 * @throws {ImportRefused} when all positions are planar and nobody says of which system.
 */
export const placeRows = (positions: readonly Position[], known: Known): Promise<ToLonLat> =>
  placePositions(positions.some(isDegrees) ? [] : positions, known);
