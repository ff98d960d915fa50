import { TABLE_NAMES } from '../../model/record.ts';
import type { TableName } from '../../model/record.ts';
import type { Defect } from '../../model/store.ts';
import type { Queries } from '../db.ts';
import { keyText, sameKey } from '../record-sql.ts';
import { referencesOf, type Reference } from '../../model/references.ts';
import { makes } from '../references.ts';
import { textOf } from '../sql-row.ts';
import { ownedByRun } from './find-conflicts.ts';

/** What this service promised is never taken back by an import, even if an import once brought it. */
const mayLeave = (table: TableName): string => (table === 'commitments' ? `and t.origin <> 'service'` : '');

const leavingFrom = (table: TableName): string => `
  insert into leaving
  select '${table}', ${keyText(table, 't')} from ${table} t
  where t.region_id = $1 and ${ownedByRun('t')} ${mayLeave(table)}
    and not exists (select from staged_${table} s where ${sameKey(table, 's', 't')})`;

const stillReferenced = (table: TableName, { column, target, ...rest }: Reference): string => `
  select ${keyText(table, 'c')} as id, c.${column} as received, array_to_string(c.import_origins, ', ') as owners
  from ${table} c
  join leaving l on l.table_name = '${target}' and l.id = c.${column}
  where c.region_id = $1 and ${makes({ column, target, ...rest }, 'c')}
    and not exists (select from leaving x where x.table_name = '${table}' and x.id = ${keyText(table, 'c')})
    and not exists (select from staged_${table} s where ${sameKey(table, 's', 'c')})
  order by (${keyText(table, 'c')}) collate "C"`;

/** What was told of an element alone, by whomever, goes with the element. */
const FOLLOWING: readonly TableName[] = ['measurements', 'abnormal_periods'];

const followingFrom = (table: TableName, { column, target, ...rest }: Reference): string => `
  insert into leaving
  select '${table}', ${keyText(table, 't')} from ${table} t
  join leaving l on l.table_name = '${target}' and l.id = t.${column}
  where t.region_id = $1 and ${makes({ column, target, ...rest }, 't')}
    and not exists (select from staged_${table} s where ${sameKey(table, 's', 't')})
    and not exists (select from leaving x where x.table_name = '${table}' and x.id = ${keyText(table, 't')})`;

/**
 * Finds the rows that the run takes away: its origins brought them and bring them no longer. A row to which a
 * staying row refers does not go: that is a defect, `still-referenced`.
 *
 * Children are looked at before what they refer to, because a row that stays keeps what it refers to.
 */
export const findLeaving = async (
  on: Queries,
  region: string,
  origins: readonly string[],
): Promise<readonly Defect[]> => {
  for (const table of TABLE_NAMES) await on.run(leavingFrom(table), [region, origins]);
  await on.exec('analyze leaving');
  const defects: Defect[] = [];
  for (const table of TABLE_NAMES.toReversed().filter((name) => !FOLLOWING.includes(name))) {
    for (const reference of referencesOf(table)) {
      const rows = await on.query(stillReferenced(table, reference), [region]);
      if (rows.length === 0) continue;
      const kept = rows.map((row) => textOf(row, 'received'));
      await on.run(`delete from leaving where table_name = $1 and id = any ($2::text[])`, [
        reference.target,
        kept,
      ]);
      for (const row of rows) {
        defects.push({
          file: textOf(row, 'owners') || 'this service',
          line: null,
          table,
          id: textOf(row, 'id'),
          field: reference.column,
          reason: 'still-referenced',
          received: textOf(row, 'received'),
          allowed: `an id of ${reference.target} that the import does not take away`,
        });
      }
    }
  }
  for (const table of FOLLOWING) {
    for (const reference of referencesOf(table)) await on.run(followingFrom(table, reference), [region]);
  }
  return defects;
};
