import type { CaseScope } from '../../model/case-book.ts';
import type { CaseEventKind } from '../../model/case-words.ts';
import type { Queries } from '../db.ts';
import { numberOf, textOf } from '../sql-row.ts';
import { canonicalJson } from './canonical-json.ts';
import { insertCaseEvent } from './case-events.ts';
import { FIRST_HASH, linkHash } from './link-hash.ts';

interface Happened {
  readonly region: string;
  /** ISO time. */
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly note?: Readonly<Record<string, unknown>> | undefined;
}

/** What happened to an application, or to something else of its region, of which there are no events. */
export type AuditEvent = Happened &
  (
    | { readonly applicationId: string; readonly action: CaseEventKind }
    | { readonly applicationId: null; readonly action: string }
  );

const HEAD = `
  with head as (
    insert into audit_heads (region_id, seq, hash) values ($1, 0, $2) on conflict do nothing
  )
  select data_version, ledger_version from regions where id = $1`;

/**
 * Links an event to the audit of its region, last thing before the commit: the head of the chain is locked until then,
 * so links follow each other in the order of commits. Who follows the application is told what they may know of it.
 */
export const appendAudit = async (on: Queries, scope: CaseScope, event: AuditEvent): Promise<void> => {
  const { region, at, action, applicationId, before, after, note = null } = event;
  const [versions] = await on.query(HEAD, [region, FIRST_HASH]);
  const [head] = await on.query('select seq, hash from audit_heads where region_id = $1 for update', [
    region,
  ]);
  if (versions === undefined || head === undefined)
    throw new Error(`no region ${region} to write an audit of`);
  const [seq, previous] = [numberOf(head, 'seq') + 1, textOf(head, 'hash')];
  const entry = canonicalJson({
    region,
    seq,
    at,
    sub: scope.sub,
    role: scope.role,
    action,
    applicationId,
    before,
    after,
    note,
    dataVersion: versions['data_version'],
    ledgerVersion: versions['ledger_version'],
  });
  const hash = linkHash(previous, entry);
  await on.run('insert into audit (region_id, seq, entry, previous_hash, hash) values ($1, $2, $3, $4, $5)', [
    region,
    seq,
    entry,
    previous,
    hash,
  ]);
  await on.run('update audit_heads set seq = $2, hash = $3 where region_id = $1', [region, seq, hash]);
  if (applicationId !== null)
    await insertCaseEvent(on, { region, seq, applicationId, at, action, role: scope.role, note: note ?? {} });
};
