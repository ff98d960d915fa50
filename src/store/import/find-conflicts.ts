import type { TableName } from '../../model/record.ts';
import type { Defect } from '../../model/store.ts';
import type { Queries } from '../db.ts';
import { columnsOf, keyText, listOf, sameKey } from '../record-sql.ts';
import { numberOf, numberOrNull, textOf, textOrNull } from '../sql-row.ts';
import { dropStaged } from './staging.ts';

/** Condition that a row of the record belongs to the run's origins (`$2`) alone, so that the run may change it. */
export const ownedByRun = (alias: string): string =>
  `${alias}.import_origins <> '{}' and ${alias}.import_origins <@ $2::text[]`;

const sqlFor = (table: TableName): string => {
  const columns = columnsOf(table);
  const firstDiffering = columns
    .map((column) => `when t.${column} is distinct from s.${column} then '${column}'`)
    .join(' ');
  return `
    select s.seq, s.file, s.line, ${keyText(table, 's')} as id, case ${firstDiffering} end as field,
           array_to_string(t.import_origins, ', ') as owners
    from staged_${table} s
    join ${table} t on t.region_id = $1 and ${sameKey(table, 't', 's')}
    where not (${ownedByRun('t')})
      and (${listOf('t', columns)}) is distinct from (${listOf('s', columns)})
    order by s.seq`;
};

/**
 * Staged rows that differ from the same row of the record which another origin, or this service, brought.
 *
 * @param origins Origins that the run replaces.
 */
export const findConflicts = async (
  on: Queries,
  table: TableName,
  region: string,
  origins: readonly string[],
): Promise<readonly Defect[]> => {
  const rows = await on.query(sqlFor(table), [region, origins]);
  await dropStaged(
    on,
    table,
    rows.map((row) => numberOf(row, 'seq')),
  );
  return rows.map((row) => ({
    file: textOf(row, 'file'),
    line: numberOrNull(row, 'line'),
    table,
    id: textOf(row, 'id'),
    field: textOrNull(row, 'field'),
    reason: 'conflicting-duplicate',
    received: `differs from the row brought by ${textOf(row, 'owners') || 'this service'}`,
    allowed: null,
  }));
};
