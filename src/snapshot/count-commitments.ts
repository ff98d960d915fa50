import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import type { ConnectionKind, Row } from '../model/record.ts';
import { writeLedgerVersion } from './ledger-version.ts';
import type { Snapshot } from './open.ts';

/** A case known to both books by its external number counts once, with the larger figure. */
function distinctCases(rows: readonly Row<'commitments'>[]): Row<'commitments'>[] {
  const byCase = new Map<string, Row<'commitments'>>();
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const key = row.external_number === null ? `id/${row.id}` : `case/${row.external_number}`;
    const known = byCase.get(key);
    if (known === undefined || row.kva > known.kva) byCase.set(key, row);
  }
  return [...byCase.values()];
}

/** First element of the chain of a place of supply; -1 when nothing feeds it. */
function firstElement(snapshot: Snapshot, kind: ConnectionKind, id: string): number {
  if (kind === 'distribution-transformer') {
    return snapshot.findElements(id).find((element) => snapshot.elementKind(element) === kind) ?? -1;
  }
  const low = kind === 'lv-point';
  const isMeant = (source: number): boolean => {
    const found = snapshot.sourceKind(source);
    return low ? found === 'lv-point' : found !== 'lv-point' && found !== 'distribution-transformer';
  };
  return snapshot.elementOf(snapshot.findSources(id).find(isMeant) ?? -1);
}

/**
 * Fills the capacity columns: what is committed on every element, each case weighed at each element of its chain.
 *
 * @param ledgerVersion of the state the rows were read in.
 * @returns ids of commitments at places that nothing feeds; they count nowhere.
 * @cost O(cases · (log n + chain length)).
 */
export function countCommitments(
  snapshot: Snapshot,
  rows: readonly Row<'commitments'>[],
  rules: CapacityRules,
  ledgerVersion: number,
): readonly string[] {
  const { committedCkva, elementParent, ledger } = snapshot.columns;
  const nowhere: string[] = [];
  committedCkva.fill(0);
  for (const row of distinctCases(rows)) {
    const start = firstElement(snapshot, row.at_kind, row.at_id);
    if (start < 0) nowhere.push(row.id);
    const ckva = Math.ceil(row.kva * 100 - 1e-9);
    for (let e = start; e >= 0; e = elementParent[e] ?? -1) {
      committedCkva[e] =
        (committedCkva[e] ?? 0) + weighedCkva(rules, row.category, snapshot.elementKind(e), ckva);
    }
  }
  writeLedgerVersion(ledger, ledgerVersion);
  return nowhere;
}
