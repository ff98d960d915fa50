import { RECORD } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import { MOST_CHANGES } from '../../model/store.ts';
import type { ImportReport, TableChanges } from '../../model/store.ts';
import type { Param, Queries } from '../db.ts';
import { columnsOf, keyText, listOf, sameKey } from '../record-sql.ts';
import { numberOf, textOf } from '../sql-row.ts';

export type TableCounts = NonNullable<ImportReport['counts'][TableName]>;

/** Who brings the row after the run: the others as before, and of the run's origins those that staged it. */
const ORIGINS_AFTER = `array(
  select distinct o from unnest(t.import_origins || s.origins) o
  where o <> all ($2::text[]) or o = any (s.origins) order by o)`;

const REMOVE = (table: TableName): string => `
  delete from ${table} t using leaving l
  where t.region_id = $1 and l.table_name = '${table}' and l.id = ${keyText(table, 't')}
  returning ${keyText(table, 't')} as id`;

/** Rows that others still bring, though this run's origins do not any more. */
const DISOWN = (table: TableName): string => `
  update ${table} t
  set import_origins = array(select o from unnest(t.import_origins) o where o <> all ($2::text[]) order by o)
  where t.region_id = $1 and t.import_origins && $2::text[] and not t.import_origins <@ $2::text[]
    and not exists (select from staged_${table} s where ${sameKey(table, 's', 't')})`;

const UPDATE = (table: TableName): string => {
  const columns = columnsOf(table);
  const rest = columns.filter((column) => !RECORD[table].key.includes(column));
  return `
  update ${table} t
  set ${rest.map((column) => `${column} = s.${column}`).join(', ')}
  from staged_${table} s
  where t.region_id = $1 and ${sameKey(table, 't', 's')}
    and (${listOf('t', rest)}) is distinct from (${listOf('s', rest)})
  returning ${keyText(table, 't')} as id`;
};

/** Rows of this service (no origins) stay its own even where an import brings the same. */
const OWN = (table: TableName): string => `
  update ${table} t set import_origins = ${ORIGINS_AFTER}
  from staged_${table} s
  where t.region_id = $1 and ${sameKey(table, 't', 's')}
    and t.import_origins <> '{}' and t.import_origins <> s.origins
    and t.import_origins <> ${ORIGINS_AFTER}`;

const INSERT = (table: TableName): string => {
  const columns = columnsOf(table);
  return `
  insert into ${table} (region_id, ${columns.join(', ')}, import_origins)
  select $1, ${listOf('s', columns)}, s.origins
  from staged_${table} s
  where not exists (select from ${table} t where t.region_id = $1 and ${sameKey(table, 't', 's')})
  returning ${keyText(table, table)} as id`;
};

interface Done {
  readonly count: number;
  readonly keys: readonly string[];
}

/** Runs a change that returns the keys of its rows; counts them and keeps the first. */
const change = async (on: Queries, sql: string, params: readonly Param[]): Promise<Done> => {
  const rows = await on.query(
    `with done as (${sql})
     select id, count(*) over () as rows from done order by id collate "C" limit ${MOST_CHANGES}`,
    params,
  );
  const [first] = rows;
  return {
    count: first === undefined ? 0 : numberOf(first, 'rows'),
    keys: rows.map((row) => textOf(row, 'id')),
  };
};

/** Brings one table of a region to what was staged. Needs `leaving` and clean staging tables. */
export const mergeTable = async (
  on: Queries,
  table: TableName,
  region: string,
  origins: readonly string[],
): Promise<{ readonly counts: TableCounts; readonly changes: TableChanges }> => {
  const removed = await change(on, REMOVE(table), [region]);
  await on.run(DISOWN(table), [region, origins]);
  const updated = await change(on, UPDATE(table), [region]);
  await on.run(OWN(table), [region, origins]);
  const inserted = await change(on, INSERT(table), [region]);
  const [staged] = await on.query(`select count(*) as rows from staged_${table}`);
  const rows = staged === undefined ? 0 : numberOf(staged, 'rows');
  const counts = { inserted: inserted.count, updated: updated.count, removed: removed.count };
  // The planner's figures must follow a large change at once; the embedded database never analyses by itself.
  if (inserted.count + updated.count + removed.count > 0) await on.exec(`analyze ${table}`);
  return {
    counts: { ...counts, unchanged: rows - inserted.count - updated.count },
    changes: { inserted: inserted.keys, updated: updated.keys, removed: removed.keys },
  };
};
