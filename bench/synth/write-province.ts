import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTable, type TableWriter } from '../../src/ingest/tables/write-tables.ts';
import { TABLE_NAMES, type RegionRows, type TableName } from '../../src/model/record.ts';
import { countyRows, drawCounty } from './county.ts';
import { CONDUCTORS } from './equipment.ts';

/** What a province is made of. */
interface ProvincePlan {
  /** Shown name of the region. */
  readonly name: string;
  readonly counties: number;
  readonly seed: number;
}

const appendRows = async <T extends TableName>(
  writer: TableWriter<T>,
  rows: RegionRows[T],
): Promise<void> => {
  for (const row of rows) await writer.write(row);
};

/**
 * Writes a province as a folder of tables, county by county: memory holds one county at a time.
 *
 * @param folder     Made when missing; tables in it are replaced.
 * @param onCounty   Called after each county with its number, from 1.
 */
export const writeProvince = async (
  folder: string,
  plan: ProvincePlan,
  onCounty: (done: number) => void,
): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'region.csv'), `name\n${plan.name}\n`);
  const writers = TABLE_NAMES.map((table) => ({ table, writer: openTable(folder, table) }));
  for (let index = 0; index < plan.counties; index++) {
    const rows: RegionRows = {
      ...countyRows(drawCounty(plan.seed, index)),
      conductor_types: index === 0 ? CONDUCTORS : [],
    };
    for (const { table, writer } of writers) await appendRows(writer, rows[table]);
    onCounty(index + 1);
  }
  for (const { writer } of writers) await writer.close();
};
