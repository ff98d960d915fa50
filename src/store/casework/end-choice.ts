import type { Application } from '../../model/case-book.ts';
import { textOf } from '../sql-row.ts';
import { type CaseQueries, stepLedger } from './step-ledger.ts';

const FREE = `
  with freed as (delete from holds where region_id = $1 and choice_id = $2 returning commitment_id)
  select commitment_id from freed order by commitment_id`;

/**
 * Ends the choice of an application, and what it holds. Room that comes back needs no lock: nobody's plan stops
 * fitting.
 */
export const endChoice = async (
  on: CaseQueries,
  { region, choice }: Application,
  by: string,
  at: string,
): Promise<void> => {
  if (choice === null) return;
  const freed = await on.query(FREE, [region, choice.id]);
  await on.run(
    'update choices set ended_at = $3::timestamptz, ended_by = $4 where region_id = $1 and id = $2',
    [region, choice.id, at, by],
  );
  for (const row of freed) await stepLedger(on, region, textOf(row, 'commitment_id'), null);
};
