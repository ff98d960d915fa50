import type { TableName } from '../../model/record.ts';
import type { Defect } from '../../model/store.ts';
import type { Queries } from '../db.ts';
import { keyText } from '../record-sql.ts';
import { referencesOf, type Reference } from '../../model/references.ts';
import { makes } from '../references.ts';
import { numberOf, numberOrNull, textOf } from '../sql-row.ts';
import { ownedByRun } from './find-conflicts.ts';
import { dropStaged } from './staging.ts';

/** A row of the record counts only when it stays whatever this run brings. */
const sqlFor = (table: TableName, reference: Reference): string => `
  select s.seq, s.file, s.line, ${keyText(table, 's')} as id, s.${reference.column} as received,
         exists (select from dropped d where d.table_name = '${reference.target}' and d.id = s.${reference.column})
           as follows
  from staged_${table} s
  where ${makes(reference, 's')}
    and not exists (select from staged_${reference.target} p where p.id = s.${reference.column})
    and not exists (
      select from ${reference.target} p
      where p.region_id = $1 and p.id = s.${reference.column} and not (${ownedByRun('p')}))
  order by s.seq`;

/**
 * Staged rows that refer to something which is neither staged nor in the record: `missing-reference`, or
 * `depends-on-quarantined` where the row referred to was left out. Tables must come in the order of the record,
 * in which every reference points backwards; then one pass finds the last of the dependents.
 */
export const findMissing = async (
  on: Queries,
  table: TableName,
  region: string,
  origins: readonly string[],
): Promise<readonly Defect[]> => {
  const defects: Defect[] = [];
  const seqs: number[] = [];
  for (const reference of referencesOf(table)) {
    for (const row of await on.query(sqlFor(table, reference), [region, origins])) {
      seqs.push(numberOf(row, 'seq'));
      defects.push({
        file: textOf(row, 'file'),
        line: numberOrNull(row, 'line'),
        table,
        id: textOf(row, 'id'),
        field: reference.column,
        reason: row['follows'] === true ? 'depends-on-quarantined' : 'missing-reference',
        received: textOf(row, 'received'),
        allowed: `an id of ${reference.target}`,
      });
    }
  }
  await dropStaged(on, table, seqs);
  return defects;
};
