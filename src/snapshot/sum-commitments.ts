import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import type { Snapshot } from './open.ts';
import type { RegionPeaks } from './peaks.ts';
import { type PlacedCase, caseCkva, isAwaited } from './placed-cases.ts';

/**
 * Per season the day up to which an element's figure holds what was connected; '' = never measured.
 *
 * A figure that rests on a meter holds what was connected before that meter's newest measured peak. One that rests on
 * none is the sum of its parts: it holds what the part on the way to the customer holds.
 */
function measuredUpTo({ seasons }: RegionPeaks, e: number, below: readonly string[]): readonly string[] {
  return seasons.map((figures, s) => {
    if (figures === null) return '';
    return (figures.basis[e] ?? -1) < 0 ? (below[s] ?? '') : (figures.meterOf(e)?.measuredUpTo ?? '');
  });
}

/** What is committed on each element, 0.01 kVA, exact. */
export interface Commitments {
  /** Of all cases that some season with a known peak has not measured yet. */
  readonly committed: Float64Array;
  /** Of those, per season, the cases that this season has not measured yet; season after season. */
  readonly pending: Float64Array;
  /** Of the later stages of cases that are not switched on yet. */
  readonly later: Float64Array;
  /** Cases at each power source. */
  readonly atSource: Int32Array;
  /** 1 = a switching that was promised opens the element. */
  readonly opened: Uint8Array;
  /** Ids of commitments at places that nothing feeds; they count nowhere. */
  readonly nowhere: readonly string[];
}

/**
 * Sums what is promised, each case weighed at each element of its chain.
 *
 * A case counts on an element, season by season, until a peak measured there after the day of its connection is in the
 * record; see {@link measuredUpTo}. Neither approval nor connection ends it. A later stage is one more case of its place
 * from the day on which it is connected.
 *
 * @cost O(cases · chain length).
 */
export function sumCommitments(
  snapshot: Snapshot,
  cases: readonly PlacedCase[],
  rules: CapacityRules,
  peaks: RegionPeaks,
): Commitments {
  const { elementParent } = snapshot.columns;
  const { elements: n, elementSeasons, sources } = snapshot.counts;
  const committed = new Float64Array(n);
  const pending = new Float64Array(elementSeasons);
  const later = new Float64Array(n);
  const atSource = new Int32Array(sources);
  const opened = new Uint8Array(n);
  const nowhere: string[] = [];
  const isKnown = (s: number, e: number): boolean => !Number.isNaN(peaks.seasons[s]?.peak[e] ?? NaN);
  for (const { row, source, element } of cases) {
    if (row.purpose === 'opened') {
      // What is no longer an element has been opened.
      if (element >= 0) opened[element] = 1;
      continue;
    }
    if (element < 0) nowhere.push(row.id);
    if (isAwaited(row)) {
      for (let e = element; e >= 0; e = elementParent[e] ?? -1)
        later[e] = (later[e] ?? 0) + weighedCkva(rules, row.category, snapshot.elementKind(e), caseCkva(row));
      continue;
    }
    if (row.at_kind === 'node' && row.purpose !== 'later' && source >= 0)
      atSource[source] = (atSource[source] ?? 0) + 1;
    const ckva = caseCkva(row);
    let upTo: readonly string[] = [];
    for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
      upTo = measuredUpTo(peaks, e, upTo);
      const open = upTo.map((day) => row.connected_on === null || day <= row.connected_on);
      const known = open.filter((_, s) => isKnown(s, e));
      const weighed = weighedCkva(rules, row.category, snapshot.elementKind(e), ckva);
      open.forEach((isOpen, s) => {
        if (isOpen && s * n + e < elementSeasons) pending[s * n + e] = (pending[s * n + e] ?? 0) + weighed;
      });
      if (known.length === 0 || known.includes(true)) committed[e] = (committed[e] ?? 0) + weighed;
    }
  }
  return { committed, pending, later, atSource, opened, nowhere };
}
