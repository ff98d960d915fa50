import type { Column, TableName } from '../../model/record.ts';
import { RECORD } from '../../model/record.ts';
import type { Defect, ImportItem } from '../../model/store.ts';
import { toShown, type Flaw } from '../check-value.ts';
import { ImportRefused } from '../import-refused.ts';
import { csvRecords, type CsvRecord } from './csv-records.ts';
import { parseCell } from './parse-cell.ts';

/** Origin of the rows of one table file: each file is all there is of its table, whichever files stand beside it. */
export const originOf = (table: TableName): string => `tables/${table}`;

interface Place {
  readonly file: string;
  readonly table: TableName;
  /** Origin of its rows; left out = {@link originOf} its table. */
  readonly origin?: string;
}

const defect = (
  { file, table }: Place,
  flaw: Flaw,
  at: Pick<Defect, 'line' | 'id' | 'field'>,
): ImportItem => ({
  defect: { file, table, ...at, ...flaw },
});

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
];

/** Without all its required columns a file would read as a table without rows, so it is refused whole. */
const checkHeader = ({ file, table }: Place, header: readonly string[]): void => {
  const { columns } = RECORD[table];
  const lacking = Object.keys(columns).filter((name) => columns[name]?.required && !header.includes(name));
  const twice = repeated(header);
  const problems = [
    ...(lacking.length > 0 ? [`required columns missing: ${lacking.join(', ')}`] : []),
    ...(twice.length > 0 ? [`columns named twice: ${twice.map(toShown).join(', ')}`] : []),
  ];
  if (problems.length === 0) return;
  const received = toShown(header.join(','));
  throw new ImportRefused(file, 'line 1', `${problems.join('; ')}; received ${received}`);
};

function* unknownColumns(place: Place, header: readonly string[]): Generator<ImportItem> {
  const { columns } = RECORD[place.table];
  for (const name of header.filter((each) => !Object.hasOwn(columns, each))) {
    const allowed = Object.keys(columns).join(' ');
    const flaw = { reason: 'unknown-column', received: toShown(name), allowed };
    yield defect(place, flaw, { line: 1, id: null, field: toShown(name) });
  }
}

/** The first day of a row that comes before one it must not come before; `null` = all in order. */
const descending = (
  table: TableName,
  row: Readonly<Record<string, unknown>>,
): { field: string; flaw: Flaw } | null => {
  const { ascending = [] } = RECORD[table];
  for (const [i, field] of ascending.entries()) {
    const before = ascending[i - 1];
    if (before === undefined || String(row[before]) <= String(row[field])) continue;
    const allowed = `not before ${before}, ${String(row[before])}`;
    return { field, flaw: { reason: 'out-of-order', received: String(row[field]), allowed } };
  }
  return null;
};

/** Reads the records of one table; the columns' descriptions and their places in the file are looked up once. */
class RowReader {
  readonly #place: Place;
  readonly #width: number;
  readonly #columns: readonly { name: string; column: Column; index: number }[];

  constructor(place: Place, header: readonly string[]) {
    this.#place = place;
    this.#width = header.length;
    this.#columns = Object.entries(RECORD[place.table].columns).map(([name, column]) => {
      return { name, column, index: header.indexOf(name) };
    });
  }

  /** The row, or a defect for every field at fault. */
  *read({ cells, line }: CsvRecord): Generator<ImportItem> {
    if (cells.length !== this.#width) {
      const flaw = { reason: 'cell-count', received: String(cells.length), allowed: String(this.#width) };
      yield defect(this.#place, flaw, { line, id: this.#idOf(cells), field: null });
      return;
    }
    const row: Record<string, unknown> = {};
    let flawed = false;
    for (const { name, column, index } of this.#columns) {
      const parsed = parseCell(name, column, cells[index] ?? '');
      if ('value' in parsed) row[name] = parsed.value;
      else {
        flawed = true;
        yield defect(this.#place, parsed.flaw, { line, id: this.#idOf(cells), field: name });
      }
    }
    if (flawed) return;
    const { file, table, origin = originOf(table) } = this.#place;
    const late = descending(table, row);
    if (late !== null) {
      yield defect(this.#place, late.flaw, { line, id: this.#idOf(cells), field: late.field });
      return;
    }
    // Every column was read and checked by its description, from which the type of a row is derived.
    yield { staged: { table, row, origin, file, line } };
  }

  /** The key as written, to find the row again; `null` when nothing of it is given. */
  #idOf(cells: readonly string[]): string | null {
    const { key } = RECORD[this.#place.table];
    const parts = this.#columns
      .filter(({ name }) => key.includes(name))
      .map(({ index }) => cells[index] ?? '');
    return parts.every((part) => part === '') ? null : toShown(parts.join(' '));
  }
}

/**
 * Rows and defects of one table file, in the order of the file, as a stream.
 *
 * @param path Where the file is. @param place Its name in messages, and the table it holds.
 * @throws {ImportRefused} when the file is no UTF-8 CSV or lacks required columns.
 */
export async function* readTable(path: string, place: Place): AsyncGenerator<ImportItem> {
  let reader: RowReader | null = null;
  for await (const record of csvRecords(path, place.file)) {
    if (reader !== null) yield* reader.read(record);
    else {
      checkHeader(place, record.cells);
      yield* unknownColumns(place, record.cells);
      reader = new RowReader(place, record.cells);
    }
  }
  if (reader === null)
    throw new ImportRefused(place.file, null, 'empty; a table begins with its header line');
}
