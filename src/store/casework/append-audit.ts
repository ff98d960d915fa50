import type { CaseScope } from '../../model/case-book.ts';
import type { CaseEventKind } from '../../model/case-words.ts';
import type { Queries } from '../db.ts';
import { canonicalJson } from './canonical-json.ts';
import { CASE_EVENTS, aboutOf } from './case-events.ts';
import { FIRST_HASH } from './link-hash.ts';
import type { CaseQueries } from './step-ledger.ts';

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

/** What a region's chain begins with, where there is none. */
const FIRST = `
  insert into audit_heads (region_id, seq, hash)
  select $1, 0, '${FIRST_HASH}' where not exists (select from audit_heads where region_id = $1)
  on conflict do nothing`;

/**
 * Everything that needs the head of the chain, in one statement: with the commit that follows, it is all that others
 * wait for. Without a head it fails, as a link has to have a place. The hash is that of `linkHash`. The state in an event is that of the application's row, whatever the audit
 * tells of it.
 */
const LINK = `
  with head as (
    select seq + 1 as seq, hash from audit_heads where region_id = $1 for update
  ), told as (
    select h.seq, h.hash as previous,
           concat($2::text, ',"dataVersion":', r.data_version, ',"ledgerVersion":', r.ledger_version, ',', $3::text,
                  ',"seq":', h.seq, ',', $4::text) as entry
    from head h join regions r on r.id = $1
  ), link as materialized (
    select seq, previous, entry, encode(sha256(convert_to(previous || e'\\n' || entry, 'UTF8')), 'hex') as hash from told
  ), written as (
    insert into audit (region_id, seq, entry, previous_hash, hash)
    select $1, link.seq, entry, previous, hash from (select) as one left join link on true
  ), moved as (
    update audit_heads h set seq = link.seq, hash = link.hash from link where h.region_id = $1
  ), event as (
    insert into case_events (
      region_id, seq, application_id, at, kind, by_role, status, version, valid_until, about
    )
    select $1, link.seq, a.id, $6::timestamptz, $7, $8, a.status, a.version, a.valid_until, $9::jsonb
    from link join applications a on a.region_id = $1 and a.id = $5
  )
  select seq, case when $5::text is not null then pg_notify('${CASE_EVENTS}', $5) end from link`;

/** An entry of the audit as canonical JSON, cut where its versions and its place in the chain go. */
const piecesOf = (
  { sub, role }: CaseScope,
  { region, at, action, applicationId, before, after, note }: AuditEvent,
): readonly [string, string, string] => [
  canonicalJson({ action, after, applicationId, at, before }).slice(0, -1),
  canonicalJson({ note: note ?? null, region, role }).slice(1, -1),
  canonicalJson({ sub }).slice(1),
];

const link = async (on: Queries, scope: CaseScope, event: AuditEvent): Promise<void> => {
  const { region, at, action, applicationId, note } = event;
  const about = JSON.stringify(aboutOf(note ?? {}));
  await Promise.all([
    on.run(FIRST, [region]),
    on.query(LINK, [region, ...piecesOf(scope, event), applicationId, at, action, scope.role, about]),
  ]);
};

/**
 * Links an event to the audit of its region: the head of the chain is locked until the commit, so links follow each
 * other in the order of commits. Last thing before the commit, for nobody else gets on meanwhile; see
 * {@link auditWithCommit}. Who follows the application is told what they may know of it.
 */
export const appendAudit = (on: Queries, scope: CaseScope, event: AuditEvent): Promise<void> =>
  link(on, scope, event);

/** As {@link appendAudit}, sent with the commit: others wait for the database alone, not for this process. */
export const auditWithCommit = (on: CaseQueries, scope: CaseScope, event: AuditEvent): void => {
  on.last.push((sent) => link(sent, scope, event));
};
