import { type PackedColumn, TextColumn } from '../model/packed-column.ts';
import { PackedTable, type PackedRows } from '../model/packed-table.ts';
import { RECORD } from '../model/record.ts';
import type { ColumnType, TableName } from '../model/record.ts';
import type { PackedRecord } from '../model/store.ts';
import { BinaryRows, type TakeField } from './binary-copy.ts';
import { transaction } from './db.ts';
import type { Db, Queries } from './db.ts';
import { sqlName } from './record-sql.ts';
import { STATE_COLUMNS, toRegionState } from './region-state.ts';
import { wkbToLine, wkbToPolygon } from './wkb.ts';

type Read = (bytes: Buffer, at: number, length: number) => unknown;

/** Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
const EPOCH_DAYS = 10_957;
const DAY_MS = 86_400_000;
/** Bytes before the first figure of an array: dimensions, flags, type, and size and lower bound of the one dimension. */
const ARRAY_HEAD = 20;

const readCurve: Read = (bytes, at, length) =>
  Array.from({ length: Math.max(0, (length - ARRAY_HEAD) / 12) }, (_, i) =>
    bytes.readDoubleBE(at + ARRAY_HEAD + 12 * i + 4),
  );

const READERS: Readonly<Record<ColumnType, Read>> = {
  text: (bytes, at, length) => bytes.toString('utf8', at, at + length),
  real: (bytes, at) => bytes.readDoubleBE(at),
  integer: (bytes, at) => bytes.readInt32BE(at),
  boolean: (bytes, at) => bytes[at] === 1,
  date: (bytes, at) => new Date((bytes.readInt32BE(at) + EPOCH_DAYS) * DAY_MS).toISOString().slice(0, 10),
  line: (bytes, at, length) => wkbToLine(bytes.subarray(at, at + length)),
  polygon: (bytes, at, length) => wkbToPolygon(bytes.subarray(at, at + length)),
  curve: readCurve,
};

const takerOf = (column: PackedColumn, type: ColumnType): TakeField => {
  const read = READERS[type];
  if (!(column instanceof TextColumn))
    return (bytes, at, length) => {
      column.append(length < 0 ? null : read(bytes, at, length));
    };
  return (bytes, at, length) => {
    if (length < 0) column.append(null);
    else column.appendBytes(bytes, at, at + length);
  };
};

/** COPY takes no parameters. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const selectFrom = (table: TableName, region: string): string => {
  const { columns, key } = RECORD[table];
  const list = Object.entries(columns).map(([name, { type }]) =>
    type === 'line' || type === 'polygon' ? `st_asbinary(${sqlName(name)}, 'NDR')` : name,
  );
  const order = key.map((name) => (columns[name]?.type === 'text' ? `${name} collate "C"` : name));
  return `select ${list.join(', ')} from ${table} where region_id = ${literal(region)} order by ${order.join(', ')}`;
};

const readTable = async <T extends TableName>(
  on: Queries,
  name: T,
  region: string,
): Promise<PackedTable<T>> => {
  const table = new PackedTable(name);
  const { columns } = RECORD[name];
  const takers = Object.entries(table.columns).map(([column, packed]) =>
    takerOf(packed, columns[column]?.type ?? 'text'),
  );
  const rows = new BinaryRows(takers, () => {
    table.endRow();
  });
  await on.copyOut(selectFrom(name, region), (piece) => {
    rows.push(piece);
  });
  rows.end();
  return table;
};

/**
 * A region in one state of the record, each table packed in the byte order of its key: a stream goes into columns, no
 * row is ever an object.
 */
export const readPacked = <T extends TableName>(
  db: Db,
  region: string,
  tables: readonly T[],
): Promise<PackedRecord<T> | null> =>
  transaction(db, 'snapshot', async (on) => {
    const [state] = await on.query(`select ${STATE_COLUMNS} from regions where id = $1`, [region]);
    if (state === undefined) return null;
    // Millions of rows are put in order in memory rather than on disk.
    await on.exec(`set local work_mem = '256MB'`);
    const rows: Partial<Record<TableName, PackedTable>> = {};
    for (const table of tables) rows[table] = await readTable(on, table, region);
    // Every table of the list has been read into its own name.
    return { state: toRegionState(state), rows: rows as unknown as PackedRows<T> };
  });
