import type { AsBuilt, AsBuiltBook } from '../../model/as-built.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { SqlRow } from '../db.ts';
import { numberOf, numberOrNull, textOf } from '../sql-row.ts';

const toAsBuilt = (row: SqlRow): AsBuilt => ({
  planKind: textOf(row, 'plan_kind'),
  suppliesKva: numberOrNull(row, 'supplies_kva'),
  estimate:
    row['likely_fen'] === null
      ? null
      : {
          lowFen: numberOf(row, 'low_fen'),
          likelyFen: numberOf(row, 'likely_fen'),
          highFen: numberOf(row, 'high_fen'),
        },
  finalFen: numberOrNull(row, 'final_fen'),
  measuredKva: numberOrNull(row, 'measured_kva'),
});

const LIST = `
  select plan_kind, supplies_kva, low_fen, likely_fen, high_fen, final_fen, measured_kva from as_built
  where region_id = $1
    and ($2::date is null or connected_on >= $2::date) and ($3::date is null or connected_on <= $3::date)
  order by plan_kind, application_id`;

/** The record of what was built over a migrated database. */
export const asBuiltBookOver = (db: CaseDb): AsBuiltBook => ({
  list: (scope, { region, from, to }) =>
    inScope(db, scope, async (on) => (await on.query(LIST, [region, from, to])).map(toAsBuilt), 'snapshot'),
});
