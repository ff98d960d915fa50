import type { Grade } from '../model/plan.ts';
import { SEASONS, type Season } from '../model/record.ts';
import type { ChainLedger } from '../search/chain.ts';
import type { Headroom } from '../search/headroom.ts';

/** Capacity of one element as lists and maps show it; `null` = unknown. */
export interface ElementCapacity {
  readonly id: string;
  readonly name: string | null;
  readonly substationId: string | null;
  readonly at: { readonly lon: number; readonly lat: number } | null;
  readonly ratingKva: number | null;
  readonly limitKva: number | null;
  readonly peakKva: number | null;
  readonly committedKva: number;
  /** Least room from it up to the main transformer. */
  readonly openKva: number | null;
  /** Peak over rating. */
  readonly loadRate: number | null;
  readonly season: Season | null;
  /** Hour of the day the peak is of; `null` = the day's peak. */
  readonly hour: number | null;
  readonly grade: Grade;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** A figure of a column, kVA; `null` = unknown. */
export const known = (ckva: number): number | null => (ckva < 0 ? null : ckva / 100);

/** Peak over rating, to four places; `null` = unknown. */
export const loadRateOf = (peakKva: number | null, ratingKva: number | null): number | null =>
  peakKva === null || ratingKva === null || ratingKva === 0 ? null : round(peakKva / ratingKva, 4);

/** What of an element's capacity colours it on a map. */
export type ElementRoom = Pick<ElementCapacity, 'openKva' | 'loadRate' | 'season' | 'grade'>;

/** The colours of one element. O(chain). */
export function elementRoom(headroom: Headroom, ledger: ChainLedger, element: number): ElementRoom {
  const [peak, rating] = [headroom.peakCkva(element), headroom.snapshot.columns.ratingCkva[element] ?? -1];
  const { openKva, grade } = ledger.room(element);
  return {
    openKva,
    loadRate: loadRateOf(known(peak), known(rating)),
    season: peak < 0 ? null : (SEASONS[headroom.season[element] ?? 255] ?? null),
    grade,
  };
}

/** Capacity of one element. O(chain). */
export function elementCapacity(headroom: Headroom, ledger: ChainLedger, element: number): ElementCapacity {
  const { snapshot } = headroom;
  const rating = snapshot.columns.ratingCkva[element] ?? -1;
  const peak = headroom.peakCkva(element);
  const { openKva, loadRate, season, grade } = elementRoom(headroom, ledger, element);
  return {
    id: snapshot.elementId(element),
    name: snapshot.elementName(element) || null,
    substationId: snapshot.substationIdOf(element),
    at: snapshot.elementPlace(element),
    ratingKva: known(rating),
    limitKva: known(headroom.limitCkva[element] ?? -1),
    peakKva: known(peak),
    committedKva: headroom.committedCkva(element) / 100,
    openKva,
    loadRate,
    season,
    hour: headroom.hourOf(element),
    grade,
  };
}

/** Sum of known figures; `null` when any is unknown. */
const total = (values: readonly (number | null)[]): number | null =>
  values.includes(null)
    ? null
    : round(
        values.reduce((sum: number, value) => sum + (value ?? 0), 0),
        2,
      );

/**
 * A substation from its main transformers: figures add up, because each feeds its own busbars; the loss of one of them
 * is not looked at here. The grade is the worst.
 */
export function stationCapacity(
  id: string,
  name: string | null,
  mains: readonly ElementCapacity[],
): ElementCapacity {
  const [first] = mains;
  const [rating, peak] = [
    total(mains.map((main) => main.ratingKva)),
    total(mains.map((main) => main.peakKva)),
  ];
  return {
    id,
    name,
    substationId: id,
    at: first?.at ?? null,
    ratingKva: rating,
    limitKva: total(mains.map((main) => main.limitKva)),
    peakKva: peak,
    committedKva: total(mains.map((main) => main.committedKva)) ?? 0,
    openKva: total(mains.map((main) => (main.openKva === null ? null : Math.max(0, main.openKva)))),
    loadRate: loadRateOf(peak, rating),
    season: first?.season ?? null,
    hour: first?.hour ?? null,
    grade: mains.map((main) => main.grade).reduce((worst, grade) => (grade > worst ? grade : worst), 'A'),
  };
}
