import type { CaseScope } from '../../model/case-book.ts';
import type { WebhookBook } from '../../model/webhook-book.ts';
import { appendAudit } from '../casework/append-audit.ts';
import type { Queries } from '../db.ts';
import { numberOf } from '../sql-row.ts';

const PLACED = `
  insert into webhooks (region_id, id, url, kinds, after_seq, created_by, created_at)
  select $1, $2, $3, $4::text[], h.seq, $5, $6::timestamptz from audit_heads h where h.region_id = $1`;

/**
 * Takes a webhook in. It gets the events after its registration: its place is the link of the audit that tells of it.
 *
 * @returns `false` where the region has as many as it may have.
 */
export const registerWebhook = async (
  on: Queries,
  scope: CaseScope,
  { region, id, url, kinds, createdAt, secret }: Parameters<WebhookBook['register']>[1],
  most: number,
): Promise<boolean> => {
  // Two that register at once count each other.
  await on.query('select from regions where id = $1 for no key update', [region]);
  const [row] = await on.query('select count(*) as there from webhooks where region_id = $1', [region]);
  if (row !== undefined && numberOf(row, 'there') >= most) return false;
  await appendAudit(on, scope, {
    region,
    at: createdAt,
    action: 'register-webhook',
    applicationId: null,
    before: null,
    after: { id, url, kinds },
  });
  await on.run(PLACED, [region, id, url, kinds, scope.sub, createdAt]);
  await on.run('insert into webhook_secrets (region_id, webhook_id, secret) values ($1, $2, $3)', [
    region,
    id,
    secret,
  ]);
  return true;
};
