import { type CaseScope, SERVICE } from '../../model/case-book.ts';
import type { CaseState } from '../../model/case-words.ts';
import type { QueueBook, Shortage, Waiting } from '../../model/queue-book.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import { jsonOf } from '../casework/json-of.ts';
import { readApplication } from '../casework/read-application.ts';
import { stateForAudit } from '../casework/state-for-audit.ts';
import type { Queries, SqlRow } from '../db.ts';
import { textOf, textOrNull } from '../sql-row.ts';

/** Nobody is told of room any more. */
const OVER: readonly CaseState[] = ['draft', 'connected', 'measured', 'withdrawn', 'expired'];

/** What the offer says that was chosen from, else the newest that stands. */
const FALLEN_SHORT = `
  select a.id, a.status, (a.request -> 'site')::text as site, taken.at as accepted_at, o.shortage, c.plan_id, n.told_at
  from applications a
  left join choices c on c.region_id = a.region_id and c.application_id = a.id and c.ended_at is null
  cross join lateral (
    select min(e.at) as at from case_events e
    where e.region_id = a.region_id and e.application_id = a.id and e.kind = 'accept'
  ) taken
  cross join lateral (
    select shortage from offers o
    where o.region_id = a.region_id and o.application_id = a.id
      and case when c.id is null then not o.lapsed else o.id = c.offer_id end
    order by o.id collate "C" desc limit 1
  ) o
  left join room_notices n on n.region_id = a.region_id and n.application_id = a.id
  where a.region_id = $1 and a.status not in ('draft', 'withdrawn', 'expired') and taken.at is not null and o.shortage is not null
  order by taken.at, a.id collate "C"`;

/** The service, for one region. */
const within = (region: string): CaseScope => ({ regions: [region], role: SERVICE.role, sub: SERVICE.sub });

const toWaiting = (row: SqlRow): Waiting => {
  const shortage = jsonOf(row, 'shortage') as Shortage;
  const planId = textOrNull(row, 'plan_id');
  return {
    applicationId: textOf(row, 'id'),
    status: textOf(row, 'status') as CaseState,
    site: textOf(row, 'site'),
    acceptedAt: textOf(row, 'accepted_at'),
    shortage,
    planId,
    hasKva: shortage.plans.find((plan) => plan.planId === planId)?.atOnceKva ?? 0,
    toldAt: textOrNull(row, 'told_at'),
  };
};

const tell = async (on: Queries, region: string, id: string, at: string): Promise<boolean> => {
  const application = await readApplication(on, id, { locked: true });
  if (application === null || OVER.includes(application.status)) return false;
  const isNew = await on.run(
    `insert into room_notices (region_id, application_id, told_at) values ($1, $2, $3::timestamptz)
     on conflict do nothing`,
    [region, id, at],
  );
  if (isNew === 0) return false;
  const state = stateForAudit(application);
  await appendAudit(on, SERVICE, {
    region,
    at,
    action: 'room',
    applicationId: id,
    before: state,
    after: state,
  });
  return true;
};

/** The record of who waits over a migrated database. */
export const queueBookOver = (db: CaseDb): QueueBook => ({
  fallenShort: (region) =>
    inScope(
      db,
      within(region),
      async (on) => (await on.query(FALLEN_SHORT, [region])).map(toWaiting),
      'snapshot',
    ),
  tell: (region, id, at) => inScope(db, within(region), (on) => tell(on, region, id, at)),
  forget: async (region, ids) => {
    if (ids.length > 0)
      await inScope(db, within(region), (on) =>
        on.run('delete from room_notices where region_id = $1 and application_id = any ($2::text[])', [
          region,
          ids,
        ]),
      );
  },
});
