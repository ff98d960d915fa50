import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ImportRefused } from '../import-refused.ts';
import { listFolder } from '../list-folder.ts';

/** Tables that refresh peaks, in the order of the record. */
const TABLES = ['measurements', 'abnormal_periods'] as const;

/** A file with rows of one of the two tables. */
export interface MeasurementFile {
  readonly path: string;
  readonly file: string;
  readonly table: (typeof TABLES)[number];
}

const tableOf = (file: string): MeasurementFile['table'] | undefined =>
  TABLES.find((table) => file.startsWith(table) && file.endsWith('.csv'));

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => {
      throw new ImportRefused(path, null, 'no such file or folder');
    },
  );

/**
 * Files of measurements and of abnormal periods: those given, and in folders those whose name begins with the table,
 * such as `measurements-2026-08.csv`; other files of a folder are not looked at.
 *
 * @throws {ImportRefused} when a path is missing or a given file's name tells no table, or none is found.
 */
export const findMeasurementFiles = async (paths: readonly string[]): Promise<readonly MeasurementFile[]> => {
  const found: MeasurementFile[] = [];
  for (const path of paths) {
    const inFolder = await isFolder(path);
    const names = inFolder
      ? (await listFolder(path, '.csv')).filter((name) => tableOf(name) !== undefined)
      : [path];
    for (const name of names.toSorted()) {
      const file = basename(name);
      const table = tableOf(file);
      if (table === undefined)
        throw new ImportRefused(path, null, `the name of the file must begin with ${TABLES.join(' or ')}`);
      found.push({ path: inFolder ? join(path, name) : path, file, table });
    }
  }
  if (found.length > 0) return found;
  throw new ImportRefused(paths.join(' '), null, `no file named ${TABLES.join('….csv or ')}….csv`);
};
