import { RECORD, TABLE_NAMES } from '../../model/record.ts';
import type { ColumnType, TableName } from '../../model/record.ts';
import type { Defect, ImportItem, ImportProgress, StagedRow } from '../../model/store.ts';
import { arrayLiteral, copyLine } from '../copy-line.ts';
import type { Queries } from '../db.ts';
import { lineToHex, polygonToHex } from '../wkb.ts';
import { stagedTarget } from './staging.ts';

/** Characters of COPY text that are gathered per table before they are sent. */
const CHUNK = 262_144;
const ROWS_PER_REPORT = 10_000;

type Cell = string | number | boolean | null;

const toCell = (type: ColumnType, value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  if (type === 'line') return lineToHex(value as readonly number[]);
  if (type === 'polygon') return polygonToHex(value as readonly (readonly number[])[]);
  if (type === 'curve') return `{${(value as readonly number[]).join(',')}}`;
  return value as Cell;
};

type Columns = readonly (readonly [name: string, type: ColumnType])[];

const COLUMNS: ReadonlyMap<TableName, Columns> = new Map(
  TABLE_NAMES.map((table) => [
    table,
    Object.entries(RECORD[table].columns).map(([name, { type }]) => [name, type] as const),
  ]),
);

const toLine = ({ table, row, origin, file, line }: StagedRow, seq: number): string => {
  const values: Readonly<Record<string, unknown>> = row;
  const cells = (COLUMNS.get(table) ?? []).map(([name, type]) => toCell(type, values[name]));
  return copyLine([seq, file, line, arrayLiteral([origin]), ...cells]);
};

/** COPY text on its way, per target; holds at most one chunk for each. */
class Chunks {
  readonly #on: Queries;
  readonly #text = new Map<string, string>();

  constructor(on: Queries) {
    this.#on = on;
  }

  async add(target: string, line: string): Promise<void> {
    const text = (this.#text.get(target) ?? '') + line;
    this.#text.set(target, text);
    if (text.length >= CHUNK) await this.#send(target, text);
  }

  async flush(): Promise<void> {
    for (const [target, text] of this.#text) if (text !== '') await this.#send(target, text);
  }

  async #send(target: string, text: string): Promise<void> {
    await this.#on.copyIn(target, text);
    this.#text.set(target, '');
  }
}

/**
 * Reads the source once and puts its rows into the staging tables, chunk by chunk: memory stays bounded and a
 * fast source waits for the database.
 *
 * @returns The defects that the source itself reported, and which tables it brought rows for.
 */
export const stageRows = async (
  on: Queries,
  source: AsyncIterable<ImportItem>,
  onProgress: (progress: ImportProgress) => void,
): Promise<{ defects: Defect[]; tables: ReadonlySet<TableName> }> => {
  const chunks = new Chunks(on);
  const defects: Defect[] = [];
  const tables = new Set<TableName>();
  let rows = 0;
  for await (const item of source) {
    if ('defect' in item) {
      defects.push(item.defect);
      const { table, id } = item.defect;
      if (id !== null) await chunks.add('dropped (table_name, id)', copyLine([table, id]));
      continue;
    }
    rows += 1;
    tables.add(item.staged.table);
    await chunks.add(stagedTarget(item.staged.table), toLine(item.staged, rows));
    if (rows % ROWS_PER_REPORT === 0) onProgress({ phase: 'reading', rows });
  }
  await chunks.flush();
  onProgress({ phase: 'reading', rows });
  // Fresh temporary tables have no statistics, and without them the checks are planned for a few rows.
  for (const table of tables) await on.exec(`analyze staged_${table}`);
  return { defects, tables };
};
