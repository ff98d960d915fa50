import type { Application, CaseFilter } from '../../model/case-book.ts';
import type { Queries } from '../db.ts';
import { SELECT_APPLICATIONS, toApplication } from './to-application.ts';

const LIST = `${SELECT_APPLICATIONS}
  where ($1::text is null or a.region_id = $1)
    and ($2::text[] is null or a.status = any ($2))
    and ($3::text is null or a.external_number = $3)
    and ($4::text is null or a.id collate "C" < $4)
    and ($6::date is null or exists (
      select from clocks k
      where k.region_id = a.region_id and k.application_id = a.id and k.met_on is null and k.ended_on is null
        and k.due_on < $6::date
    ))
  order by a.id collate "C" desc
  limit $5`;

/** A page of the applications of the scope, the newest first: their ids begin with their time. */
export const listApplications = async (
  on: Queries,
  { region, status, externalNumber, dueBefore, after, limit }: CaseFilter,
): Promise<readonly Application[]> =>
  (
    await on.query(LIST, [
      region ?? null,
      status ?? null,
      externalNumber ?? null,
      after,
      limit,
      dueBefore ?? null,
    ])
  ).map(toApplication);
