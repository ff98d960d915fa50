import type { ImportItem } from '../../model/store.ts';
import { checkRow, keyOf, type TableRow } from '../check-row.ts';

/** A row of a map as it is staged, or its defects; `line` is the number of its feature, where the file counts them. */
export function* toItems(
  found: TableRow,
  origin: string,
  file: string,
  line: number | null = null,
): Generator<ImportItem> {
  const { table, row } = found;
  const flaws = checkRow(found);
  for (const { field, flaw } of flaws) {
    yield { defect: { file, line, table, id: keyOf(found), field, ...flaw } };
  }
  if (flaws.length === 0) yield { staged: { table, row, origin, file, line } };
}
