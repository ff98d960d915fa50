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

/** A place of supply: the power source there, -1 when it is none, and the first element of its chain, -1 when unfed. */
interface Supply {
  readonly source: number;
  readonly element: number;
}

function supplyAt(snapshot: Snapshot, kind: ConnectionKind, id: string): Supply {
  if (kind === 'distribution-transformer') {
    const element = snapshot.findElements(id).find((one) => snapshot.elementKind(one) === kind);
    return { source: -1, element: element ?? -1 };
  }
  const low = kind === 'lv-point';
  const source = snapshot.findSources(id).find((one) => {
    const found = snapshot.sourceKind(one);
    return low ? found === 'lv-point' : found !== 'lv-point' && found !== 'distribution-transformer';
  });
  return { source: source ?? -1, element: snapshot.elementOf(source ?? -1) };
}

/** 21 GVA: sums beyond it stay there instead of wrapping round. */
const MOST_CKVA = 2_147_483_647;

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
  const { committedCkva, reservedBays, elementParent, ledger } = snapshot.columns;
  const nowhere: string[] = [];
  committedCkva.fill(0);
  reservedBays.fill(0);
  for (const row of distinctCases(rows)) {
    const { source, element } = supplyAt(snapshot, row.at_kind, row.at_id);
    if (element < 0) nowhere.push(row.id);
    if (row.at_kind === 'node' && source >= 0) reservedBays[source] = (reservedBays[source] ?? 0) + 1;
    const ckva = Math.ceil(row.kva * 100 - 1e-9);
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      const weighed = weighedCkva(rules, row.category, snapshot.elementKind(e), ckva);
      committedCkva[e] = Math.min(MOST_CKVA, (committedCkva[e] ?? 0) + weighed);
    }
  }
  writeLedgerVersion(ledger, ledgerVersion);
  return nowhere;
}
