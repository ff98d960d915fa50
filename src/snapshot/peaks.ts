import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import type { ElementKind } from '../model/plan.ts';
import { type MeteredKind, SEASONS, type Season } from '../model/record.ts';
import { type AllocatedPeaks, type PeakInputs, allocatePeaks } from './allocate-peaks.ts';
import { coincidentLoads } from './coincident-loads.ts';
import { CUSTOMERS } from './layout.ts';
import { type Meter, MeterBook, type MeterRows, type Meters, NO_METERS } from './meters.ts';
import type { Snapshot } from './open.ts';
import { type PlacedCase, caseCkva } from './placed-cases.ts';

const METERED: Readonly<Partial<Record<ElementKind, MeteredKind>>> = {
  outlet: 'feeder',
  section: 'section',
  'distribution-transformer': 'distribution-transformer',
  'lv-line': 'lv-line',
  busbar: 'busbar',
  'main-transformer': 'main-transformer',
};

/** One season of a region. */
export interface SeasonFigures extends AllocatedPeaks {
  /** Per element the meter its figure rests on: its own, else the next above; `null` = none. */
  readonly meter: readonly (Meter | null)[];
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

function metersPerElement(snapshot: Snapshot, rows: MeterRows, months: number): Meters[] {
  const book = new MeterBook(rows, months);
  return Array.from({ length: snapshot.counts.elements }, (_, e) => {
    const kind = METERED[snapshot.elementKind(e)];
    if (kind === undefined) return NO_METERS;
    const feeder = kind === 'feeder' || kind === 'section' ? snapshot.feederIdOf(e) : null;
    return book.metersOf(kind, snapshot.elementId(e), feeder);
  });
}

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
  const below = Uint8Array.from(customerState, (state) => state & CUSTOMERS.here);
  const unknown = Uint8Array.from(customerState, (state) => (state & CUSTOMERS.ofUnknownSize ? 1 : 0));
  for (let e = counts.elements - 1; e >= 0; e--) {
    const up = elementParent[e] ?? -1;
    if (up < 0) continue;
    sum[up] = (sum[up] ?? 0) + (sum[e] ?? 0);
    if (below[e] === 1) below[up] = 1;
    if (unknown[e] !== 0 && unknown[up] === 0) unknown[up] = 2;
  }
  return { sum, below, unknown };
}

const meterIn = (meters: Meters, season: Season): Meter | undefined =>
  meters.get(season) ?? meters.get('unspecified');

/** Rated kVA of an element; `null` = unknown. */
const ratingOf = ({ columns }: Snapshot, e: number): number | null => {
  const ckva = columns.ratingCkva[e] ?? -1;
  return ckva < 0 ? null : ckva / 100;
};

/** Per feeder, how far its measured transformers were loaded: the guess for those without meter or customers; 1 = full. */
function utilisation(snapshot: Snapshot, metered: readonly (number | null)[]): Map<number, number> {
  const peaks = new Map<number, number>();
  const ratings = new Map<number, number>();
  metered.forEach((peak, e) => {
    if (peak === null || snapshot.elementKind(e) !== 'distribution-transformer') return;
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
  meters: readonly Meters[],
  used: ReadonlyMap<number, number>,
): number | null {
  const otherSeason = Array.from(meters[e]?.values() ?? [], ({ kva }) => kva);
  if (otherSeason.length > 0) return Math.max(...otherSeason);
  const rating = ratingOf(snapshot, e);
  return rating === null ? null : rating * (used.get(snapshot.columns.elementFeeder[e] ?? -1) ?? 1);
}

function inputsFor(season: Season, snapshot: Snapshot, meters: readonly Meters[], loads: Loads): PeakInputs {
  const { elementParent: parent, customerKva } = snapshot.columns;
  const metered = meters.map((of) => meterIn(of, season)?.kva ?? null);
  const used = utilisation(snapshot, metered);
  const [closed, guess] = [new Uint8Array(parent.length), new Uint8Array(parent.length)];
  const own = meters.map((_, e): number | null => {
    const load = customerKva[e] ?? 0;
    const direct = loads.unknown[e] === 1 ? null : load;
    const told = loads.below[e] === 1 && loads.unknown[e] === 0;
    if (told || snapshot.elementKind(e) !== 'distribution-transformer') return direct;
    const whole = guessOf(e, snapshot, meters, used);
    if (whole === null) return null;
    // Its customers are unknown in part or whole: what they leave open is filled up to the guess.
    closed[e] = 1;
    guess[e] = 1;
    return Math.max(0, whole - (loads.sum[e] ?? 0)) + load;
  });
  const unseen = Uint8Array.from(metered, (kva, e) => (kva === null && (meters[e]?.size ?? 0) > 0 ? 1 : 0));
  return { parent, metered, own, closed, guess, unseen };
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
  meters: readonly Meters[],
  season: Season,
  element: number,
): Meter | null {
  for (let e = element; e >= 0; e = snapshot.columns.elementParent[e] ?? -1) {
    const meter = meterIn(meters[e] ?? NO_METERS, season);
    if (meter !== undefined) return meter;
  }
  return null;
}

const isBySeason = (rows: Iterable<{ readonly season: Season }>): boolean => {
  for (const { season } of rows) if (season !== 'unspecified') return true;
  return false;
};

/**
 * Peaks of every element for every season of the region.
 *
 * Summer and winter are worked out when anything is metered by season (a meter without season counts for both);
 * otherwise the year is one unspecified season. What was measured in one season only stays unknown in the other.
 *
 * @cost O(n + rows), a few passes per season.
 */
export function regionPeaks(
  snapshot: Snapshot,
  rows: MeterRows,
  cases: readonly PlacedCase[],
  rules: CapacityRules,
): RegionPeaks {
  const meters = metersPerElement(snapshot, rows, rules.window.months);
  const loads = customerLoads(snapshot);
  const split = isBySeason(rows.peaks) || isBySeason(rows.measurements);
  const low = new Set<string>();
  const seasons = SEASONS.map((season): SeasonFigures | null => {
    if (split === (season === 'unspecified')) return null;
    const inputs = inputsFor(season, snapshot, meters, loads);
    const measuredUpTo = (e: number) => meterAbove(snapshot, meters, season, e)?.measuredUpTo ?? null;
    const fresh = settledLoads(snapshot, cases, measuredUpTo, rules);
    const allocated = allocatePeaks({ ...inputs, fresh });
    const meter = allocated.basis.map((basis) => {
      const of = meters[basis];
      return of === undefined ? null : (meterIn(of, season) ?? null);
    });
    allocated.peak.forEach((kva, e) => {
      const rests = meter[e] ?? null;
      if (rests !== null && kva !== null && kva > rests.kva * (1 + ROUNDING)) low.add(rests.elementId);
    });
    const startsFeeder = (e: number): boolean => snapshot.elementKind(e) === 'outlet';
    const own = inputs.own.map((weight, e) => (weight === null ? null : weight + (fresh[e] ?? 0)));
    return { ...allocated, meter, loads: coincidentLoads({ ...inputs, own }, startsFeeder) };
  });
  return { seasons, low: [...low].sort() };
}
