import type { CaseEvent } from '../../model/case-book.ts';
import type { CaseState } from '../../model/case-words.ts';
import type { Queries, SqlRow } from '../db.ts';
import { numberOf, textOf, textOrNull } from '../sql-row.ts';
import { jsonOf } from './json-of.ts';

/** Channel on which the id of an application is sent with each of its events. */
export const CASE_EVENTS = 'jiedian_cases';

/** What of an audit's note an owner may read: names of things of the own case. */
const ABOUT = ['offerId', 'planId', 'documentId'] as const;

/** What an event says of a link's note. */
export const aboutOf = (note: Readonly<Record<string, unknown>>): CaseEvent['about'] =>
  Object.fromEntries(ABOUT.flatMap((name) => (typeof note[name] === 'string' ? [[name, note[name]]] : [])));

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
