import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import { type ConnectionKind, type Row, SEASONS } from '../model/record.ts';
import type { Snapshot } from './open.ts';
import type { RegionPeaks } from './peaks.ts';

/** A case known to both books by its external number counts once: with the larger figure, and the later connection. */
function distinctCases(rows: readonly Row<'commitments'>[]): Row<'commitments'>[] {
  const byCase = new Map<string, Row<'commitments'>>();
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const key = row.external_number === null ? `id/${row.id}` : `case/${row.external_number}`;
    const known = byCase.get(key) ?? row;
    const days = [known.connected_on, row.connected_on].flatMap((day) => day ?? []);
    byCase.set(key, { ...(row.kva > known.kva ? row : known), connected_on: days.sort().at(-1) ?? null });
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

/**
 * Per season the day up to which an element's figure holds what was connected; '' = never measured.
 *
 * A figure that rests on a meter holds what was connected before that meter's newest measured peak. One that rests on
 * none is the sum of its parts: it holds what the part on the way to the customer holds.
 */
function measuredUpTo({ seasons }: RegionPeaks, e: number, below: readonly string[]): readonly string[] {
  return seasons.map((figures, s) => {
    if (figures === null) return '';
    return (figures.basis[e] ?? -1) < 0 ? (below[s] ?? '') : (figures.meter[e]?.measuredUpTo ?? '');
  });
}

/** What is committed on each element, 0.01 kVA, exact. */
export interface Commitments {
  /** Of all cases that some season with a known peak has not measured yet. */
  readonly committed: Float64Array;
  /** Of those, per season, the cases that this season has not measured yet; season after season. */
  readonly pending: Float64Array;
  /** Cases at each power source. */
  readonly atSource: Int32Array;
  /** Ids of commitments at places that nothing feeds; they count nowhere. */
  readonly nowhere: readonly string[];
}

/**
 * Sums what is promised, each case weighed at each element of its chain.
 *
 * A case counts on an element, season by season, until a peak measured there after the day of its connection is in the
 * record; see {@link measuredUpTo}. Neither approval nor connection ends it.
 *
 * @cost O(cases · (log n + chain length)).
 */
export function sumCommitments(
  snapshot: Snapshot,
  rows: readonly Row<'commitments'>[],
  rules: CapacityRules,
  peaks: RegionPeaks,
): Commitments {
  const { elementParent } = snapshot.columns;
  const { elements: n, sources } = snapshot.counts;
  const committed = new Float64Array(n);
  const pending = new Float64Array(n * SEASONS.length);
  const atSource = new Int32Array(sources);
  const nowhere: string[] = [];
  const isKnown = (s: number, e: number): boolean => (peaks.seasons[s]?.peak[e] ?? null) !== null;
  for (const row of distinctCases(rows)) {
    const { source, element } = supplyAt(snapshot, row.at_kind, row.at_id);
    if (element < 0) nowhere.push(row.id);
    if (row.at_kind === 'node' && source >= 0) atSource[source] = (atSource[source] ?? 0) + 1;
    const ckva = Math.ceil(row.kva * 100 - 1e-9);
    let upTo: readonly string[] = [];
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      upTo = measuredUpTo(peaks, e, upTo);
      const open = upTo.map((day) => row.connected_on === null || day <= row.connected_on);
      const known = open.filter((_, s) => isKnown(s, e));
      const weighed = weighedCkva(rules, row.category, snapshot.elementKind(e), ckva);
      open.forEach((isOpen, s) => {
        if (isOpen) pending[s * n + e] = (pending[s * n + e] ?? 0) + weighed;
      });
      if (known.length === 0 || known.includes(true)) committed[e] = (committed[e] ?? 0) + weighed;
    }
  }
  return { committed, pending, atSource, nowhere };
}
