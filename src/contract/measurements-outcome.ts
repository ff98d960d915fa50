import type { TableName } from '../model/record.ts';
import type { Defect, ImportReport } from '../model/store.ts';
import { LIST_OF, type MeasurementsAnswer } from './measurements.ts';
import { type Issue, Refusal } from './refusal.ts';
import { shown } from './shown.ts';

type Note = MeasurementsAnswer['setAside'][number];

const FIELDS: Readonly<Record<string, string>> = { element_id: '/elementId', measured_on: '/measuredOn' };

const isListed = (table: string): table is keyof typeof LIST_OF => table in LIST_OF;

const pointerOf = ({ table, line, field }: Defect): string =>
  `/${isListed(table) ? LIST_OF[table] : table}/${line ?? 0}${FIELDS[field ?? ''] ?? ''}`;

const toIssue = (defect: Defect): Issue => ({
  pointer: pointerOf(defect),
  code: defect.reason === 'missing-reference' ? 'not-known' : 'not-unique',
  received: shown(defect.received),
  allowed: defect.allowed,
});

const toNote = (defect: Defect): Note => ({
  pointer: pointerOf(defect),
  reason: defect.reason as Note['reason'],
  received: defect.received,
  allowed: defect.allowed,
});

/**
 * What an import of measurements came to, as the wire tells it.
 *
 * @throws Refusal `invalid-request` naming every row at fault, where the record was left as it was because of them.
 */
export function measurementsOutcome({
  outcome,
  counts,
  defects,
  setAside,
  state,
}: ImportReport): MeasurementsAnswer {
  if (outcome === 'refused') throw new Refusal('invalid-request', defects.map(toIssue));
  if (state === null) throw new Refusal('region-not-found');
  const sum = (of: 'inserted' | 'updated' | 'unchanged'): number =>
    (Object.keys(LIST_OF) as TableName[]).reduce((total, table) => total + (counts[table]?.[of] ?? 0), 0);
  return {
    snapshot: { region: state.id, version: state.dataVersion, dataAsOf: state.dataAsOf },
    ledgerVersion: state.ledgerVersion,
    outcome,
    counts: { inserted: sum('inserted'), updated: sum('updated'), unchanged: sum('unchanged') },
    leftOut: defects.map(toNote),
    setAside: setAside.map(toNote),
  };
}
