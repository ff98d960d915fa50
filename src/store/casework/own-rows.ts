import type { Application, CaseRows } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { columnsOf } from '../record-sql.ts';

const OWN = `
  select ${columnsOf('commitments').join(', ')} from commitments
  where region_id = $1 and (purpose is null or purpose = 'later') and (
    external_number = $2
    or id in (select commitment_id from holds where region_id = $1 and choice_id = $3)
  )
  order by id collate "C"`;

/** Whether the ledger cannot know an application: it has no number in the books and has chosen nothing. */
export const isNew = ({ externalNumber, choice }: Application): boolean =>
  externalNumber === null && choice === null;

/** What the ledger counts as the case of an application: the books' rows of its external number, and its own supplies. */
export const readOwnRows = async (on: Queries, application: Application): Promise<CaseRows> => {
  if (isNew(application)) return [];
  const { region, externalNumber, choice } = application;
  return (await on.query(OWN, [region, externalNumber, choice?.id ?? null])) as unknown as CaseRows;
};
