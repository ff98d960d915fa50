import type { CaseBook } from '../../model/case-book.ts';
import { changeEachDue } from './change-each-due.ts';
import type { CaseDb } from './in-scope.ts';

/** One whose last day is near by the pack of the offer chosen from, else of its newest, and that nobody is at. */
const NEAR = `
  select a.id from applications a
  left join choices c on c.region_id = a.region_id and c.application_id = a.id and c.ended_at is null
  cross join lateral (
    select o.pack ->> 'id' as id from offers o
    where o.region_id = a.region_id and o.application_id = a.id and o.id = coalesce(c.offer_id, o.id)
    order by o.id collate "C" desc limit 1
  ) pack
  join unnest($2::text[], $3::integer[]) as notice (pack_id, days) on notice.pack_id = pack.id
  where a.valid_until >= $1::date and a.valid_until - notice.days <= $1::date
    and a.noticed_for is distinct from a.valid_until
    and a.status in ('offered', 'chosen', 'in-review', 'approved')
  order by a.valid_until, a.id
  limit 1
  for update of a skip locked`;

/** Tells every application whose last day is near, each in a transaction of its own. */
export const noticeDue = (
  db: CaseDb,
  ...[today, at, days, decide]: Parameters<CaseBook['giveNotice']>
): Promise<readonly string[]> =>
  changeEachDue(
    db,
    { sql: NEAR, params: [today, [...days.keys()], [...days.values()].map(String)] },
    at,
    decide,
  );
