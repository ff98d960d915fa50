import type { CaseRequest, Choice, WeekOfRegion, WeeklyCase } from '../../model/case-book.ts';
import type { BusinessType, CaseState } from '../../model/case-words.ts';
import type { Queries, SqlRow } from '../db.ts';
import { textOf, textOrNull } from '../sql-row.ts';
import { jsonOf } from './json-of.ts';

/** Cases that took a step in the week, and those that awaited the meeting at its end; each as the week left it. */
const WEEK = `
  with stepped as (
    select distinct application_id as id from audit where region_id = $1 and at >= $2 and at < $3
  ),
  awaited as (
    select application_id as id from choices
    where region_id = $1 and review = 'weekly-meeting' and chosen_at < $3::timestamptz
      and (ended_at is null or ended_at >= $3::timestamptz)
  )
  select a.id, a.applicant_name, a.applicant_contact, last.state, offered.answer
  from (select id from stepped union select id from awaited) w
  join applications a on a.region_id = $1 and a.id = w.id
  cross join lateral (
    select u.entry::jsonb -> 'after' as state from audit u
    where u.region_id = $1 and u.application_id = a.id and u.at < $3
    order by u.seq desc limit 1
  ) last
  left join lateral (
    select o.answer from offers o
    where o.region_id = $1 and o.application_id = a.id and o.created_at < $3::timestamptz
      and last.state ->> 'status' in ('offered', 'chosen', 'in-review', 'approved', 'connected', 'measured')
      and o.id = coalesce(last.state #>> '{choice,offerId}', o.id)
    order by o.id collate "C" desc limit 1
  ) offered on true
  where ($4::text is null or a.id collate "C" > $4)
    and (a.id in (select id from stepped) or last.state ->> 'status' in ('chosen', 'in-review'))
  order by a.id collate "C"
  limit $5`;

interface State {
  readonly status: CaseState;
  readonly businessType: BusinessType;
  readonly request: CaseRequest;
  readonly choice: Choice | null;
}

const toCase = (row: SqlRow): WeeklyCase => {
  const { status, businessType, request, choice } = jsonOf(row, 'state') as State;
  return {
    id: textOf(row, 'id'),
    applicant: { name: textOf(row, 'applicant_name'), contact: textOf(row, 'applicant_contact') },
    status,
    businessType,
    request,
    choice,
    answer: textOrNull(row, 'answer'),
  };
};

/** A page of the cases of a week, in the order of their ids. Reads the audit: for the service itself only. */
export const readWeek = async (
  on: Queries,
  { region, from, before, after, limit }: WeekOfRegion,
): Promise<readonly WeeklyCase[]> => (await on.query(WEEK, [region, from, before, after, limit])).map(toCase);
