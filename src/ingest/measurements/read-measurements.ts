import type { ImportItem } from '../../model/store.ts';
import { readTable } from '../tables/read-table.ts';
import type { MeasurementFile } from './find-measurement-files.ts';

/** Origin of rows that refresh peaks: no later import of tables takes them away. */
const ORIGIN = 'measurements';

/** Rows and defects of the files, file by file. */
export async function* readMeasurements(files: readonly MeasurementFile[]): AsyncGenerator<ImportItem> {
  for (const { path, file, table } of files) yield* readTable(path, { file, table, origin: ORIGIN });
}
