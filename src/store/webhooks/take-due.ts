import type { DueDelivery, Tried } from '../../model/webhook-book.ts';
import { toCaseEvent } from '../casework/case-events.ts';
import type { Queries } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';

/** Of one webhook at a time: one that does not answer must not keep the others waiting. */
const EACH = 4;
const AT_ONCE = 16;

const TAKE = `
  with taken as (
    update webhook_deliveries d set due_at = $2::timestamptz, tried_at = $1::timestamptz, tries = d.tries + 1
    where (d.region_id, d.webhook_id, d.seq) in (
      select n.region_id, n.webhook_id, n.seq
      from webhooks w cross join lateral (
        select region_id, webhook_id, seq from webhook_deliveries
        where webhook_id = w.id and state = 'due' and due_at <= $1::timestamptz
        order by due_at, seq limit ${EACH}
        for update skip locked
      ) n
      limit ${AT_ONCE}
    )
    returning d.region_id, d.webhook_id, d.seq, d.tries
  )
  select t.webhook_id, t.tries, w.url, s.secret, e.*
  from taken t
  join webhooks w on w.region_id = t.region_id and w.id = t.webhook_id
  join webhook_secrets s on s.region_id = t.region_id and s.webhook_id = t.webhook_id
  join case_events e on e.region_id = t.region_id and e.seq = t.seq
  order by t.webhook_id, t.seq`;

/** Takes what is due for this process, in the order of events for each webhook. */
export const takeDue = async (on: Queries, at: string, until: string): Promise<readonly DueDelivery[]> =>
  (await on.query(TAKE, [at, until])).map((row) => ({
    region: textOf(row, 'region_id'),
    webhookId: textOf(row, 'webhook_id'),
    url: textOf(row, 'url'),
    secret: textOf(row, 'secret'),
    tries: numberOf(row, 'tries'),
    event: toCaseEvent(row),
  }));

const MINE = 'where region_id = $1 and webhook_id = $2 and seq = $3 and tries = $4';

/** Writes down what became of a try, unless the delivery has been taken by another process since. */
export const settle = async (
  on: Queries,
  { region, webhookId, event, tries }: DueDelivery,
  tried: Tried,
): Promise<void> => {
  const mine = [region, webhookId, event.seq, tries] as const;
  if (tried.taken) {
    await on.run(`delete from webhook_deliveries ${MINE}`, mine);
    return;
  }
  await on.run(
    `update webhook_deliveries set error = $5, state = case when $6::timestamptz is null then 'dead' else state end,
            due_at = coalesce($6::timestamptz, due_at) ${MINE}`,
    [...mine, tried.error, tried.again],
  );
};
