import { RECORD } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import type { ImportReport } from '../../model/store.ts';
import type { Queries } from '../db.ts';
import { columnsOf, keyText, listOf, sameKey } from '../record-sql.ts';
import { numberOf } from '../sql-row.ts';

export type TableCounts = NonNullable<ImportReport['counts'][TableName]>;

/** Who brings the row after the run: the others as before, and of the run's origins those that staged it. */
const ORIGINS_AFTER = `array(
  select distinct o from unnest(t.import_origins || s.origins) o
  where o <> all ($2::text[]) or o = any (s.origins) order by o)`;

const REMOVE = (table: TableName): string => `
  delete from ${table} t using leaving l
  where t.region_id = $1 and l.table_name = '${table}' and l.id = ${keyText(table, 't')}`;

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
    and (${listOf('t', rest)}) is distinct from (${listOf('s', rest)})`;
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
  where not exists (select from ${table} t where t.region_id = $1 and ${sameKey(table, 't', 's')})`;
};

/** Brings one table of a region to what was staged. Needs `leaving` and clean staging tables. */
export const mergeTable = async (
  on: Queries,
  table: TableName,
  region: string,
  origins: readonly string[],
): Promise<TableCounts> => {
  const removed = await on.run(REMOVE(table), [region]);
  await on.run(DISOWN(table), [region, origins]);
  const updated = await on.run(UPDATE(table), [region]);
  await on.run(OWN(table), [region, origins]);
  const inserted = await on.run(INSERT(table), [region]);
  const [staged] = await on.query(`select count(*) as rows from staged_${table}`);
  const rows = staged === undefined ? 0 : numberOf(staged, 'rows');
  // The planner's figures must follow a large change at once; the embedded database never analyses by itself.
  if (inserted + updated + removed > 0) await on.exec(`analyze ${table}`);
  return { inserted, updated, removed, unchanged: rows - inserted - updated };
};
