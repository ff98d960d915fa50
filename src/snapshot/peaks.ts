import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import { SEASONS, type Season } from '../model/record.ts';
import { type AllocatedPeaks, type PeakInputs, allocatePeaks } from './allocate-peaks.ts';
import { coincidentLoads } from './coincident-loads.ts';
import { CUSTOMERS } from './columns.ts';
import { type ElementMeters, elementMeters, meterIn } from './element-meters.ts';
import type { Meter, MeterRows } from './meters.ts';
import type { Snapshot } from './open.ts';
import { type PlacedCase, caseCkva } from './placed-cases.ts';

/** One season of a region. */
export interface SeasonFigures extends AllocatedPeaks {
  /** The meter that an element's figure rests on: its own, else the next above; `null` = none. */
  meterOf(element: number): Meter | null;
  /** kVA on each element's far end at its feeder's peak. */
  readonly loads: Float64Array;
}

/** Peaks of a region, and the measured heads that are below what they must carry. */
export interface RegionPeaks {
  /** In the order of SEASONS; `null` where the season is not worked out. */
  readonly seasons: readonly (SeasonFigures | null)[];
  readonly low: readonly string[];
}

/** Relative slack for sums that ought to be equal. */
const ROUNDING = 1e-9;

interface Loads {
  /** Known kVA of the customers on each element's far end and below. */
  readonly sum: Float64Array;
  /** 1 = a customer hangs on it or below. */
  readonly below: Uint8Array;
  /** 1 = a customer of unknown size hangs on its far end; 2 = further below. */
  readonly unknown: Uint8Array;
}

function customerLoads({ columns, counts }: Snapshot): Loads {
  const { elementParent, customerKva, customerState } = columns;
  const sum = Float64Array.from(customerKva);
  const below = new Uint8Array(counts.elements);
  const unknown = new Uint8Array(counts.elements);
  customerState.forEach((state, e) => {
    if (state & CUSTOMERS.here) below[e] = 1;
    if (state & CUSTOMERS.ofUnknownSize) unknown[e] = 1;
  });
  for (let e = counts.elements - 1; e >= 0; e--) {
    const up = elementParent[e] ?? -1;
    if (up < 0) continue;
    sum[up] = (sum[up] ?? 0) + (sum[e] ?? 0);
    if (below[e] === 1) below[up] = 1;
    if (unknown[e] !== 0 && unknown[up] === 0) unknown[up] = 2;
  }
  return { sum, below, unknown };
}

/** Rated kVA of an element; `null` = unknown. */
const ratingOf = ({ columns }: Snapshot, e: number): number | null => {
  const ckva = columns.ratingCkva[e] ?? -1;
  return ckva < 0 ? null : ckva / 100;
};

/** Per feeder, how far its measured transformers were loaded: the guess for those without meter or customers; 1 = full. */
function utilisation(snapshot: Snapshot, metered: Float64Array): Map<number, number> {
  const peaks = new Map<number, number>();
  const ratings = new Map<number, number>();
  metered.forEach((peak, e) => {
    if (Number.isNaN(peak) || snapshot.elementKind(e) !== 'distribution-transformer') return;
    const rating = ratingOf(snapshot, e);
    if (rating === null) return;
    const feeder = snapshot.columns.elementFeeder[e] ?? -1;
    peaks.set(feeder, (peaks.get(feeder) ?? 0) + peak);
    ratings.set(feeder, (ratings.get(feeder) ?? 0) + rating);
  });
  return new Map([...peaks].map(([feeder, peak]) => [feeder, peak / (ratings.get(feeder) ?? peak)]));
}

/** What a transformer without meter is taken to carry in all: another season's peak, else its share of the rating. */
function guessOf(
  e: number,
  snapshot: Snapshot,
  meters: ElementMeters,
  used: ReadonlyMap<number, number>,
): number | null {
  const otherSeason = SEASONS.flatMap((season) => meters.own(season, e)?.kva ?? []);
  if (otherSeason.length > 0) return Math.max(...otherSeason);
  const rating = ratingOf(snapshot, e);
  return rating === null ? null : rating * (used.get(snapshot.columns.elementFeeder[e] ?? -1) ?? 1);
}

function inputsFor(season: Season, snapshot: Snapshot, meters: ElementMeters, loads: Loads) {
  const { elementParent: parent, customerKva } = snapshot.columns;
  const n = parent.length;
  const metered = new Float64Array(n);
  for (let e = 0; e < n; e++) metered[e] = meterIn(meters, season, e)?.kva ?? NaN;
  const used = utilisation(snapshot, metered);
  const closed = new Uint8Array(n);
  const guess = new Uint8Array(n);
  const own = customerKva.map((load, e): number => {
    const direct = loads.unknown[e] === 1 ? NaN : load;
    const told = loads.below[e] === 1 && loads.unknown[e] === 0;
    if (told || snapshot.elementKind(e) !== 'distribution-transformer') return direct;
    const whole = guessOf(e, snapshot, meters, used);
    if (whole === null) return NaN;
    // Its customers are unknown in part or whole: what they leave open is filled up to the guess.
    closed[e] = 1;
    guess[e] = 1;
    return Math.max(0, whole - (loads.sum[e] ?? 0)) + load;
  });
  const unseen = new Uint8Array(n);
  metered.forEach((kva, e) => {
    if (Number.isNaN(kva) && meters.isMetered(e)) unseen[e] = 1;
  });
  return { parent, metered, own, closed, guess, unseen } satisfies PeakInputs;
}

/** kVA at each element's far end of cases that its meter of the season holds: connected before its newest peak. */
function settledLoads(
  snapshot: Snapshot,
  cases: readonly PlacedCase[],
  measuredUpTo: (element: number) => string | null,
  rules: CapacityRules,
): Float64Array {
  const settled = new Float64Array(snapshot.counts.elements);
  for (const { row, element } of cases) {
    // What was moved is load of others, which the record has at its own place by then.
    if (row.purpose !== null) continue;
    const upTo = element < 0 || row.connected_on === null ? null : measuredUpTo(element);
    if (upTo === null || upTo <= (row.connected_on ?? '')) continue;
    const ckva = weighedCkva(rules, row.category, snapshot.elementKind(element), caseCkva(row));
    settled[element] = (settled[element] ?? 0) + ckva / 100;
  }
  return settled;
}

/** The meter of a season that an element hangs under: its own, else the next above; `null` = none. O(chain). */
function meterAbove(
  snapshot: Snapshot,
  meters: ElementMeters,
  season: Season,
  element: number,
): Meter | null {
  for (let e = element; e >= 0; e = snapshot.columns.elementParent[e] ?? -1) {
    const meter = meterIn(meters, season, e);
    if (meter !== undefined) return meter;
  }
  return null;
}

const isBySeason = (rows: Iterable<{ readonly season: Season }>): boolean => {
  for (const { season } of rows) if (season !== 'unspecified') return true;
  return false;
};

/** Whether a region is worked out for summer and winter, or for one unspecified season. */
export const isSplit = ({ peaks, measurements }: MeterRows): boolean =>
  isBySeason(peaks) || isBySeason(measurements);

/**
 * Peaks of every element for every season of the region.
 *
 * Summer and winter are worked out when anything is metered by season (a meter without season counts for both);
 * otherwise the year is one unspecified season. What was measured in one season only stays unknown in the other.
 *
 * @cost O(n + rows), a few passes per season; about 100 bytes per element while it runs.
 */
export function regionPeaks(
  snapshot: Snapshot,
  rows: MeterRows,
  cases: readonly PlacedCase[],
  rules: CapacityRules,
): RegionPeaks {
  const meters = elementMeters(snapshot, rows, rules.window.months);
  const loads = customerLoads(snapshot);
  const split = isSplit(rows);
  const low = new Set<string>();
  const seasons = SEASONS.map((season): SeasonFigures | null => {
    if (split === (season === 'unspecified')) return null;
    const inputs = inputsFor(season, snapshot, meters, loads);
    const measuredUpTo = (e: number) => meterAbove(snapshot, meters, season, e)?.measuredUpTo ?? null;
    const fresh = settledLoads(snapshot, cases, measuredUpTo, rules);
    const allocated = allocatePeaks({ ...inputs, fresh });
    const meterOf = (e: number): Meter | null => meterIn(meters, season, allocated.basis[e] ?? -1) ?? null;
    allocated.peak.forEach((kva, e) => {
      const rests = meterOf(e);
      if (rests !== null && kva > rests.kva * (1 + ROUNDING)) low.add(rests.elementId);
    });
    const startsFeeder = (e: number): boolean => snapshot.elementKind(e) === 'outlet';
    const own = inputs.own.map((weight, e) => weight + (fresh[e] ?? 0));
    return { ...allocated, meterOf, loads: coincidentLoads({ ...inputs, own }, startsFeeder) };
  });
  return { seasons, low: [...low].sort() };
}
