import { join } from 'node:path';
import type { z } from 'zod';
import type { Defect } from '../../model/store.ts';
import { toShown, type Flaw } from '../check-value.ts';
import { ImportRefused } from '../import-refused.ts';
import { toFlaws } from '../issues.ts';
import { listFolder } from '../list-folder.ts';
import { csvRecords, type CsvRecord } from '../tables/csv-records.ts';
import { FILES, type FileName, type Folder, type SbRow } from './tables.ts';

/** A folder as read: rows of the right shape, and what is wrong with the others. */
export interface ReadFolder {
  readonly folder: Folder;
  readonly defects: readonly Defect[];
}

const DELIMITER = ';';
const NONE = ['', 'NULL', 'nan'];

const toCells = (header: readonly string[], { cells }: CsvRecord): Record<string, string | null> =>
  Object.fromEntries(
    header.map((name, i) => {
      const cell = cells[i]?.trim() ?? '';
      return [name, NONE.includes(cell) ? null : cell];
    }),
  );

const checkHeader = (file: string, name: FileName, header: readonly string[]): void => {
  const shape: Readonly<Record<string, z.ZodType>> = FILES[name].row.shape;
  const lacking = Object.entries(shape)
    .filter(([column, cell]) => !header.includes(column) && !cell.safeParse(undefined).success)
    .map(([column]) => column);
  if (lacking.length === 0) return;
  const received = toShown(header.join(DELIMITER));
  throw new ImportRefused(file, 'line 1', `columns missing: ${lacking.join(', ')}; received ${received}`);
};

/** Reads one file; what is wrong with single rows goes into `defects`. */
const readFile = async <F extends FileName>(
  path: string,
  name: F,
  defects: Defect[],
): Promise<readonly SbRow<F>[]> => {
  const file = `${name}.csv`;
  const good = new Map<string, SbRow<F>>();
  let header: readonly string[] | null = null;
  for await (const record of csvRecords(path, file, DELIMITER)) {
    if (header === null) {
      header = record.cells.map((cell) => cell.trim());
      checkHeader(file, name, header);
      continue;
    }
    const { line, cells: given } = record;
    const cells = toCells(header, record);
    const shownId = cells['id'] ?? null;
    const add = (field: string | null, flaw: Flaw) =>
      defects.push({ file, line, table: name, id: shownId, field, ...flaw });
    const parsed = FILES[name].row.safeParse(cells);
    if (given.length !== header.length) {
      add(null, { reason: 'cell-count', received: String(given.length), allowed: String(header.length) });
    } else if (!parsed.success) {
      for (const { field, ...flaw } of toFlaws(cells, parsed.error.issues)) add(field, flaw);
    } else if (good.has(parsed.data.id)) {
      add('id', { reason: 'duplicate-id', received: parsed.data.id, allowed: 'one row of this id' });
    } else good.set(parsed.data.id, { ...parsed.data, line } as SbRow<F>);
  }
  if (header === null) throw new ImportRefused(file, null, 'empty; a table begins with its header line');
  return [...good.values()];
};

/**
 * Reads a SimBench folder: tables as `.csv` in any letters, semicolons between cells. A file that is not there has no rows.
 *
 * @throws {ImportRefused} when it is no folder, lacks `Node.csv` or `Coordinates.csv`, or a file is not UTF-8, not such
 *   a table, or lacks columns.
 */
export const readFolder = async (path: string): Promise<ReadFolder> => {
  const present = await listFolder(path, '.csv');
  const defects: Defect[] = [];
  const folder: Partial<Record<FileName, readonly { readonly line: number }[]>> = {};
  for (const name of Object.keys(FILES) as FileName[]) {
    const file = `${name}.csv`;
    const found = present.find((each) => each.toLowerCase() === file.toLowerCase());
    if (found !== undefined) folder[name] = await readFile(join(path, found), name, defects);
    else if (FILES[name].needed) throw new ImportRefused(path, null, `no ${file}: not a SimBench folder`);
    else folder[name] = [];
  }
  // Each file was read by its own description.
  return { folder: folder as Folder, defects };
};
