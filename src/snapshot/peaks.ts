import type { BuildNote } from '../model/finding.ts';
import type { ElementKind } from '../model/plan.ts';
import { type MeteredKind, type Quality, type Row, SEASONS, type Season } from '../model/record.ts';
import { type PeakInputs, allocatePeaks } from './allocate-peaks.ts';
import { coincidentLoads } from './coincident-loads.ts';
import type { Forest } from './forest.ts';
import type { GridRows } from './grid-rows.ts';

/** One element's peak in one season. `kva` null = unknown; `day` null = date unknown. */
export interface SeasonPeak {
  readonly kva: number | null;
  readonly quality: Quality;
  readonly day: string | null;
}

const METERED: Readonly<Partial<Record<ElementKind, MeteredKind>>> = {
  outlet: 'feeder',
  section: 'section',
  'distribution-transformer': 'distribution-transformer',
  'lv-line': 'lv-line',
  busbar: 'busbar',
  'main-transformer': 'main-transformer',
};

/** One season of a region. */
export interface SeasonFigures {
  readonly peaks: readonly SeasonPeak[];
  /** kVA on each element's far end at its feeder's peak. */
  readonly loads: Float64Array;
}

type Meters = ReadonlyMap<Season, Row<'peaks'>>;
const NO_METERS: Meters = new Map();

/** Relative slack for sums that ought to be equal. */
const ROUNDING = 1e-9;

function metersPerElement(rows: GridRows, forest: Forest): Meters[] {
  const byElement = new Map<string, Map<Season, Row<'peaks'>>>();
  for (const peak of rows.peaks) {
    const key = `${peak.element_kind}/${peak.element_id}`;
    const meters = byElement.get(key) ?? new Map<Season, Row<'peaks'>>();
    byElement.set(key, meters.set(peak.season, peak));
  }
  return forest.id.map((id, e) => {
    const kind = METERED[forest.kind[e] ?? 'substation'];
    return (kind === undefined ? undefined : byElement.get(`${kind}/${id}`)) ?? NO_METERS;
  });
}

interface Loads {
  /** kVA of the customers on each element's far end; of those whose size is known. */
  readonly load: Float64Array;
  /** Known kVA on it and below. */
  readonly sum: Float64Array;
  /** 1 = a customer hangs on it or below. */
  readonly below: Uint8Array;
  /** 1 = a customer of unknown size hangs on its far end; 2 = further below. */
  readonly unknown: Uint8Array;
}

/** What the record says of customers' loads: the stated load, else the contract, else unknown. */
function customerLoads(rows: GridRows, forest: Forest, findings: BuildNote[]): Loads {
  const n = forest.id.length;
  const [load, sum] = [new Float64Array(n), new Float64Array(n)];
  const [below, unknown] = [new Uint8Array(n), new Uint8Array(n)];
  const places = {
    node: forest.atNode,
    'distribution-transformer': forest.atTransformer,
    'lv-point': forest.atPoint,
  };
  const nowhere: string[] = [];
  for (const customer of [...rows.customers].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const element = places[customer.at_kind].get(customer.at_id);
    if (element === undefined) {
      nowhere.push(customer.id);
      continue;
    }
    const { load_kw: kw, load_kvar: kvar, contracted_kva: contracted } = customer;
    const kva = kw === null ? contracted : Math.hypot(kw, kvar ?? 0);
    load[element] = (load[element] ?? 0) + (kva ?? 0);
    below[element] = 1;
    if (kva === null) unknown[element] = 1;
  }
  for (let e = n - 1; e >= 0; e--) {
    sum[e] = (sum[e] ?? 0) + (load[e] ?? 0);
    const up = forest.parent[e] ?? -1;
    if (up < 0) continue;
    sum[up] = (sum[up] ?? 0) + (sum[e] ?? 0);
    if (below[e] === 1) below[up] = 1;
    if (unknown[e] !== 0 && unknown[up] === 0) unknown[up] = 2;
  }
  if (nowhere.length > 0) {
    findings.push({ code: 'customer-nowhere', severity: 'warning', subject: 'customer', ids: nowhere });
  }
  return { load, sum, below, unknown };
}

const meterIn = (meters: Meters, season: Season): Row<'peaks'> | undefined =>
  meters.get(season) ?? meters.get('unspecified');

/** Per feeder, how far its measured transformers were loaded: the guess for those without meter or customers; 1 = full. */
function utilisation(forest: Forest, metered: readonly (number | null)[]): Map<number, number> {
  const peaks = new Map<number, number>();
  const ratings = new Map<number, number>();
  forest.kind.forEach((kind, e) => {
    const [peak, rating] = [metered[e] ?? null, forest.ratingKva[e] ?? null];
    if (kind !== 'distribution-transformer' || peak === null || rating === null) return;
    const feeder = forest.feeder[e] ?? -1;
    peaks.set(feeder, (peaks.get(feeder) ?? 0) + peak);
    ratings.set(feeder, (ratings.get(feeder) ?? 0) + rating);
  });
  return new Map([...peaks].map(([feeder, peak]) => [feeder, peak / (ratings.get(feeder) ?? peak)]));
}

/** What a transformer without meter is taken to carry in all: another season's peak, else its share of the rating. */
function guessOf(
  e: number,
  forest: Forest,
  meters: readonly Meters[],
  used: ReadonlyMap<number, number>,
): number | null {
  const otherSeason = [...(meters[e] ?? NO_METERS).values()].map((row) => row.peak_kva);
  if (otherSeason.length > 0) return Math.max(...otherSeason);
  const rating = forest.ratingKva[e] ?? null;
  return rating === null ? null : rating * (used.get(forest.feeder[e] ?? -1) ?? 1);
}

function inputsFor(season: Season, forest: Forest, meters: readonly Meters[], loads: Loads): PeakInputs {
  const metered = meters.map((of) => meterIn(of, season)?.peak_kva ?? null);
  const used = utilisation(forest, metered);
  const [closed, guess] = [new Uint8Array(forest.id.length), new Uint8Array(forest.id.length)];
  const own = forest.kind.map((kind, e): number | null => {
    const direct = loads.unknown[e] === 1 ? null : (loads.load[e] ?? 0);
    const told = loads.below[e] === 1 && loads.unknown[e] === 0;
    if (kind !== 'distribution-transformer' || told) return direct;
    const whole = guessOf(e, forest, meters, used);
    if (whole === null) return null;
    // Its customers are unknown in part or whole: what they leave open is filled up to the guess.
    closed[e] = 1;
    guess[e] = 1;
    return Math.max(0, whole - (loads.sum[e] ?? 0)) + (loads.load[e] ?? 0);
  });
  const unseen = Uint8Array.from(metered, (kva, e) => (kva === null && (meters[e]?.size ?? 0) > 0 ? 1 : 0));
  return { parent: forest.parent, metered, own, closed, guess, unseen };
}

/**
 * Peaks of every element for every season of the region.
 *
 * Summer and winter are worked out when anything is metered by season (a meter without season counts for both);
 * otherwise the year is one unspecified season. What was measured in one season only stays unknown in the other. Measured heads below what they must carry are findings.
 *
 * @returns per season (order of SEASONS) per element; `null` where the season is not worked out.
 */
export function seasonalPeaks(
  rows: GridRows,
  forest: Forest,
  findings: BuildNote[],
): readonly (SeasonFigures | null)[] {
  const meters = metersPerElement(rows, forest);
  const loads = customerLoads(rows, forest, findings);
  const split = rows.peaks.some((peak) => peak.season !== 'unspecified');
  const low = new Set<string>();
  const seasons = SEASONS.map((season) => {
    if (split === (season === 'unspecified')) return null;
    const inputs = inputsFor(season, forest, meters, loads);
    const { peak, basis } = allocatePeaks(inputs);
    peak.forEach((kva, e) => {
      const meter = meterIn(meters[basis[e] ?? -1] ?? NO_METERS, season);
      if (meter !== undefined && kva !== null && kva > meter.peak_kva * (1 + ROUNDING))
        low.add(meter.element_id);
    });
    const peaks = peak.map((kva, e): SeasonPeak => {
      const rests = basis[e] ?? -1;
      const meter = meterIn(meters[rests] ?? NO_METERS, season);
      if (meter === undefined) return { kva, quality: 'estimated', day: null };
      const quality = rests === e || meter.quality === 'default' ? meter.quality : 'estimated';
      return { kva, quality, day: meter.measured_on };
    });
    return { peaks, loads: coincidentLoads(inputs, (e) => forest.kind[e] === 'outlet') };
  });
  if (low.size > 0) {
    findings.push({
      code: 'head-below-its-parts',
      severity: 'warning',
      subject: 'meter',
      ids: [...low].sort(),
    });
  }
  return seasons;
}
