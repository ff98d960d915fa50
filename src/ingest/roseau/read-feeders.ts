import { RECORD, type TableName } from '../../model/record.ts';
import type { ImportItem } from '../../model/store.ts';
import { checkValue, type Flaw } from '../check-value.ts';
import { feederRows } from './feeder-rows.ts';
import { toFeeder } from './feeder.ts';
import type { FeederFile } from './find-feeder-files.ts';
import type { Found } from './found.ts';
import { readNetwork } from './read-network.ts';

type FoundRow = Extract<Found, { table: TableName }>;

/** Columns whose value does not meet their description. */
const columnFlaws = ({ table, row }: FoundRow): { field: string; flaw: Flaw }[] => {
  const values = row as Readonly<Record<string, unknown>>;
  return Object.entries(RECORD[table].columns).flatMap(([field, column]) => {
    const flaw = checkValue(field, column, values[field] ?? null);
    return flaw === null ? [] : [{ field, flaw }];
  });
};

const keyOf = ({ table, row }: FoundRow): string => {
  const values = row as Readonly<Record<string, unknown>>;
  return RECORD[table].key.map((name) => String(values[name])).join(' ');
};

function* toItems({ file, stem }: FeederFile, found: Found): Generator<ImportItem> {
  if ('flaw' in found) {
    const { list, ...flaw } = found.flaw;
    yield { defect: { file, line: null, table: list, ...flaw } };
    return;
  }
  const flaws = columnFlaws(found);
  for (const { field, flaw } of flaws) {
    yield { defect: { file, line: null, table: found.table, id: keyOf(found), field, ...flaw } };
  }
  if (flaws.length === 0) yield { staged: { ...found, origin: stem, file, line: null } };
}

/**
 * Rows and defects of feeder files, one file in memory at a time. Rows of a file have its stem as origin; what two
 * files share (the substation's bus) comes once from each, with the same content.
 *
 * @throws {ImportRefused} when a file cannot be read as a feeder.
 */
export async function* readFeeders(files: readonly FeederFile[]): AsyncGenerator<ImportItem> {
  for (const file of files) {
    const { network, flaws } = await readNetwork(file);
    for (const flaw of flaws) yield* toItems(file, { flaw });
    for (const found of feederRows(toFeeder(file, network))) yield* toItems(file, found);
  }
}
