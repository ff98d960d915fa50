import { join } from 'node:path';
import { TABLE_NAMES, type Column, type TableName } from '../../model/record.ts';
import type { ImportItem } from '../../model/store.ts';
import { checkValue, toShown } from '../check-value.ts';
import { ImportRefused } from '../import-refused.ts';
import { listFolder } from '../list-folder.ts';
import { csvRecords } from './csv-records.ts';
import { originOf, readTable } from './read-table.ts';

const REGION_FILE = 'region.csv';
const fileOf = (table: TableName): string => `${table}.csv`;
const FILES: readonly string[] = [REGION_FILE, ...TABLE_NAMES.map(fileOf)];

const NAME: Column = { type: 'text', required: true, meaning: "the region's shown name" };

function* unknownFiles(names: readonly string[]): Generator<ImportItem> {
  for (const name of names.filter((each) => !FILES.includes(each))) {
    const file = toShown(name);
    const table = file.replace(/\.csv$/i, '');
    const flaw = { reason: 'unknown-table', received: file, allowed: FILES.join(' ') };
    yield { defect: { file, line: null, table, id: null, field: null, ...flaw } };
  }
}

/**
 * Rows and defects of a folder of table files, `<table>.csv`, table by table in the order of the record.
 * Other files than `.csv` are not looked at.
 *
 * @throws {ImportRefused} when the folder has no table file or a file cannot be read as a table.
 */
export async function* readTables(folder: string): AsyncGenerator<ImportItem> {
  const names = await listFolder(folder, '.csv');
  if (names.length === 0) throw new ImportRefused(folder, null, 'no .csv file in this folder');
  yield* unknownFiles(names);
  for (const table of TABLE_NAMES) {
    const file = fileOf(table);
    if (names.includes(file)) yield* readTable(join(folder, file), { file, table });
  }
}

/** Origins that a folder brings anew: one for each table file in it. A table without a file stays as it is. */
export const readOrigins = async (folder: string): Promise<readonly string[]> => {
  const names = await listFolder(folder, '.csv');
  return TABLE_NAMES.filter((table) => names.includes(fileOf(table))).map(originOf);
};

/**
 * The region's shown name from the optional `region.csv` (one column `name`, one row); `null` without the file.
 *
 * @throws {ImportRefused} when the file holds anything else.
 */
export const readRegionName = async (folder: string): Promise<string | null> => {
  const names = await listFolder(folder, '.csv');
  if (!names.includes(REGION_FILE)) return null;
  const records: string[] = [];
  for await (const { cells } of csvRecords(join(folder, REGION_FILE), REGION_FILE)) {
    // Joined by a character that no name may hold, so that further cells count as a wrong name.
    records.push(cells.join('\t'));
  }
  const [header, name = ''] = records;
  const flaw = checkValue('name', NAME, name === '' ? null : name);
  if (header === 'name' && records.length === 2 && flaw === null) return name;
  throw new ImportRefused(
    REGION_FILE,
    null,
    'expected one column "name" and one row with the region\'s name',
  );
};
