import { RECORD } from '../model/record.ts';
import type { RegionRows, TableName } from '../model/record.ts';
import type { RegionRecord } from '../model/store.ts';
import { transaction } from './db.ts';
import type { Db, Queries, SqlRow } from './db.ts';
import { sqlName } from './record-sql.ts';
import { STATE_COLUMNS, toRegionState } from './region-state.ts';
import { wkbToLine, wkbToPolygon } from './wkb.ts';

const DECODERS = { line: wkbToLine, polygon: wkbToPolygon } as const;

const isShape = (type: string): type is keyof typeof DECODERS => type in DECODERS;

const selectFrom = (table: TableName): string => {
  const { columns, key } = RECORD[table];
  const list = Object.entries(columns).map(([name, { type }]) =>
    isShape(type) ? `st_asbinary(${sqlName(name)}, 'NDR') as ${name}` : name,
  );
  const order = key.map((name) => (columns[name]?.type === 'text' ? `${name} collate "C"` : name));
  return `select ${list.join(', ')} from ${table} where region_id = $1 order by ${order.join(', ')}`;
};

const readTable = async (on: Queries, table: TableName, region: string): Promise<readonly SqlRow[]> => {
  const shapes = Object.entries(RECORD[table].columns).flatMap(([name, { type }]) =>
    isShape(type) ? [{ name, decode: DECODERS[type] }] : [],
  );
  const rows = await on.query(selectFrom(table), [region]);
  // The rows are fresh from the driver and nobody else's: replacing cells in place spares two million copies.
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const { name, decode } of shapes) {
      const bytes = row[name];
      if (bytes instanceof Uint8Array) row[name] = decode(bytes);
    }
  }
  return rows;
};

/** Rows of a region in one state of the record, each table in the byte order of its key. */
export const readRegion = <T extends TableName>(
  db: Db,
  region: string,
  tables: readonly T[],
): Promise<RegionRecord<T> | null> =>
  transaction(db, 'snapshot', async (on) => {
    const [state] = await on.query(`select ${STATE_COLUMNS} from regions where id = $1`, [region]);
    if (state === undefined) return null;
    const rows: Partial<Record<TableName, readonly SqlRow[]>> = {};
    for (const table of tables) rows[table] = await readTable(on, table, region);
    // The statements are made from the same description as the type of the rows.
    return { state: toRegionState(state), rows: rows as unknown as Pick<RegionRows, T> };
  });
