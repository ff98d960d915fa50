import type { Queries } from '../db.ts';

/**
 * Moves one webhook on to the end of the audit and copies out what lies on the way. Events come in the order of commits
 * and without gaps, so a place in them is all that has to be remembered.
 */
const MOVE_ON = `
  with hook as (
    select w.region_id, w.id, w.kinds, w.after_seq, h.seq as head
    from webhooks w join audit_heads h on h.region_id = w.region_id
    where w.after_seq < h.seq
    order by w.id limit 1
    for update of w skip locked
  ), due as (
    insert into webhook_deliveries (region_id, webhook_id, seq, kind, application_id, due_at)
    select e.region_id, hook.id, e.seq, e.kind, e.application_id, $1::timestamptz
    from hook join case_events e
      on e.region_id = hook.region_id and e.seq > hook.after_seq and e.seq <= hook.head
      and (hook.kinds is null or e.kind = any (hook.kinds))
    returning seq
  )
  update webhooks w set after_seq = hook.head from hook where w.region_id = hook.region_id and w.id = hook.id`;

/** Makes deliveries for one webhook that has not been given the newest events; `false` = there is none left. */
export const makeDue = async (on: Queries, at: string): Promise<boolean> => (await on.run(MOVE_ON, [at])) > 0;
