import type { CaseEvent } from '../../model/case-book.ts';
import type { CaseState } from '../../model/case-words.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';
import { jsonOf } from './json-of.ts';

/** Channel on which the id of an application is sent with each of its events. */
export const CASE_EVENTS = 'jiedian_cases';

/** What of an audit's note an owner may read: names of things of the own case. */
const ABOUT = ['offerId', 'planId', 'documentId'] as const;

/** The state is that of the row, whatever the audit tells of it. */
const INSERT = `
  insert into case_events (
    region_id, seq, application_id, at, kind, by_role, status, version, valid_until, about
  )
  select $1, $2, a.id, $4::timestamptz, $5, $6, a.status, a.version, a.valid_until, $7::jsonb
  from applications a where a.region_id = $1 and a.id = $3`;

interface Happened {
  readonly region: string;
  readonly seq: number;
  readonly applicationId: string;
  readonly at: string;
  readonly action: string;
  readonly role: string;
  readonly note: Readonly<Record<string, unknown>>;
}

/** Writes the event that goes with a link of the audit, and tells who follows its application with the commit. */
export const insertCaseEvent = async (on: Queries, happened: Happened): Promise<void> => {
  const { region, seq, applicationId, at, action, role, note } = happened;
  const about = Object.fromEntries(
    ABOUT.flatMap((name) => (typeof note[name] === 'string' ? [[name, note[name]]] : [])),
  );
  await on.run(INSERT, [region, seq, applicationId, at, action, role, JSON.stringify(about)]);
  await on.query('select pg_notify($1, $2)', [CASE_EVENTS, applicationId]);
};

/** A row of `case_events`. */
export const toCaseEvent = (row: SqlRow): CaseEvent => ({
  region: textOf(row, 'region_id'),
  seq: numberOf(row, 'seq'),
  applicationId: textOf(row, 'application_id'),
  at: textOf(row, 'at'),
  kind: textOf(row, 'kind'),
  by: textOf(row, 'by_role') as CaseEvent['by'],
  status: textOf(row, 'status') as CaseState,
  version: numberOf(row, 'version'),
  validUntil: textOrNull(row, 'valid_until'),
  about: jsonOf(row, 'about') as CaseEvent['about'],
});

/** Events of an application after a sequence number, in their order; `null` where the application is not in scope. */
export const readCaseEvents = async (
  on: Queries,
  applicationId: string,
  after: number,
  limit: number,
): Promise<readonly CaseEvent[] | null> => {
  const seen = await on.query('select from applications where id = $1', [applicationId]);
  if (seen.length === 0) return null;
  const rows = await on.query(
    'select * from case_events where application_id = $1 and seq > $2 order by seq limit $3',
    [applicationId, after, limit],
  );
  return rows.map(toCaseEvent);
};

/** Sequence number of the last event of each application that has any. */
export const lastCaseEvents = async (
  on: Queries,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await on.query(
    'select application_id, max(seq) as seq from case_events where application_id = any ($1) group by application_id',
    [applicationIds],
  );
  return new Map(rows.map((row) => [textOf(row, 'application_id'), numberOf(row, 'seq')]));
};
