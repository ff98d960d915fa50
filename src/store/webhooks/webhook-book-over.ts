import { type CaseScope, SERVICE } from '../../model/case-book.ts';
import type { Webhook, WebhookBook } from '../../model/webhook-book.ts';
import { appendAudit } from '../casework/append-audit.ts';
import { type CaseDb, inScope } from '../casework/in-scope.ts';
import type { Queries } from '../db.ts';
import { makeDue } from './make-due.ts';
import { registerWebhook } from './register-webhook.ts';
import { settle, takeDue } from './take-due.ts';
import { SELECT_WEBHOOKS, toDelivery, toWebhook } from './webhook-rows.ts';

const read = async (on: Queries, id: string): Promise<Webhook | null> => {
  const [row] = await on.query(`${SELECT_WEBHOOKS} where w.id = $1 group by w.region_id, w.id`, [id]);
  return row === undefined ? null : toWebhook(row);
};

const remove = async (on: Queries, scope: CaseScope, id: string, at: string): Promise<boolean> => {
  const webhook = await read(on, id);
  if (webhook === null) return false;
  const { region, url, kinds } = webhook;
  await on.run('delete from webhooks where id = $1', [id]);
  const before = { id, url, kinds };
  await appendAudit(on, scope, {
    region,
    at,
    action: 'remove-webhook',
    applicationId: null,
    before,
    after: null,
  });
  return true;
};

const hasAny = async (on: Queries): Promise<boolean> =>
  (await on.query('select from webhooks limit 1')).length > 0;

const AGAIN = `
  update webhook_deliveries set state = 'due', tries = 0, due_at = $3::timestamptz
  where webhook_id = $1 and seq = $2 and state = 'dead' returning *`;

const sendAgain = async (
  on: Queries,
  scope: CaseScope,
  [webhookId, seq, at]: readonly [string, number, string],
) => {
  const [row] = await on.query(AGAIN, [webhookId, seq, at]);
  if (row === undefined) return null;
  await appendAudit(on, scope, {
    region: String(row['region_id']),
    at,
    action: 'send-webhook-again',
    applicationId: null,
    before: { webhookId, seq, state: 'dead' },
    after: { webhookId, seq, state: 'due' },
  });
  return toDelivery(row);
};

/** The record of webhooks over a migrated database. */
export const webhookBookOver = (db: CaseDb): WebhookBook => ({
  register: (scope, made, most) =>
    inScope(db, scope, async (on) =>
      (await registerWebhook(on, scope, made, most)) ? read(on, made.id) : null,
    ),
  list: (scope, region) =>
    inScope(db, scope, async (on) =>
      (
        await on.query(
          `${SELECT_WEBHOOKS} where $1::text is null or w.region_id = $1
           group by w.region_id, w.id order by w.id collate "C" desc`,
          [region ?? null],
        )
      ).map(toWebhook),
    ),
  read: (scope, id) => inScope(db, scope, (on) => read(on, id)),
  remove: (scope, id, at) => inScope(db, scope, (on) => remove(on, scope, id, at)),
  deliveries: (scope, { webhookId, state, after, limit }) =>
    inScope(db, scope, async (on) =>
      (
        await on.query(
          `select * from webhook_deliveries where webhook_id = $1 and state = $2 and seq > $3 order by seq limit $4`,
          [webhookId, state, after, limit],
        )
      ).map(toDelivery),
    ),
  sendAgain: (scope, ...which) => inScope(db, scope, (on) => sendAgain(on, scope, which)),
  makeDue: async (at) => {
    // Every event of every case calls for this: where nobody listens it has to cost next to nothing.
    if (!(await inScope(db, SERVICE, hasAny))) return false;
    while (await inScope(db, SERVICE, (on) => makeDue(on, at)));
    return true;
  },
  takeDue: (at, until) => inScope(db, SERVICE, (on) => takeDue(on, at, until)),
  settle: (due, tried) => inScope(db, SERVICE, (on) => settle(on, due, tried)),
});
