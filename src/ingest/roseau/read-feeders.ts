import type { ImportItem } from '../../model/store.ts';
import { checkRow, keyOf } from '../check-row.ts';
import type { JsonFile } from '../find-json-files.ts';
import { feederRows } from './feeder-rows.ts';
import { toFeeder } from './feeder.ts';
import type { Found } from './found.ts';
import { readNetwork } from './read-network.ts';

function* toItems({ file, stem }: JsonFile, found: Found): Generator<ImportItem> {
  if ('flaw' in found) {
    const { list, ...flaw } = found.flaw;
    yield { defect: { file, line: null, table: list, ...flaw } };
    return;
  }
  const flaws = checkRow(found);
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
export async function* readFeeders(files: readonly JsonFile[]): AsyncGenerator<ImportItem> {
  for (const file of files) {
    const { network, flaws } = await readNetwork(file);
    for (const flaw of flaws) yield* toItems(file, { flaw });
    for (const found of feederRows(toFeeder(file, network, flaws))) yield* toItems(file, found);
  }
}
