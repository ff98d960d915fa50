import type { Delivery, Webhook } from '../../model/webhook-book.ts';
import type { SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';

/** Webhooks `w` with what is on its way to them. */
export const SELECT_WEBHOOKS = `
  select w.region_id, w.id, w.url, to_jsonb(w.kinds) as kinds, w.created_at,
         count(*) filter (where d.state = 'due') as due, count(*) filter (where d.state = 'dead') as dead
  from webhooks w
  left join webhook_deliveries d on d.region_id = w.region_id and d.webhook_id = w.id`;

/** A webhook from a row of {@link SELECT_WEBHOOKS}. */
export const toWebhook = (row: SqlRow): Webhook => ({
  region: textOf(row, 'region_id'),
  id: textOf(row, 'id'),
  url: textOf(row, 'url'),
  kinds: row['kinds'] as readonly string[] | null,
  createdAt: textOf(row, 'created_at'),
  due: numberOf(row, 'due'),
  dead: numberOf(row, 'dead'),
});

/** A row of `webhook_deliveries`. */
export const toDelivery = (row: SqlRow): Delivery => ({
  webhookId: textOf(row, 'webhook_id'),
  seq: numberOf(row, 'seq'),
  kind: textOf(row, 'kind'),
  applicationId: textOf(row, 'application_id'),
  state: textOf(row, 'state') as Delivery['state'],
  tries: numberOf(row, 'tries'),
  dueAt: textOf(row, 'due_at'),
  triedAt: textOrNull(row, 'tried_at'),
  error: textOrNull(row, 'error'),
});
