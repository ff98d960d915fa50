import type { Quality } from '../model/record.ts';

/** What a meter read once. */
export interface Reading {
  /** Peak, kVA, as read. */
  readonly kva: number;
  /** Generation that hid as much of it, kVA. */
  readonly maskedKva: number;
  /** ISO day of the peak; `null` = unknown. */
  readonly day: string | null;
  readonly quality: Quality;
  /** First and last day of the period it speaks for; `null` = it tells none. */
  readonly period: readonly [from: string, to: string] | null;
  /** Mean loads of the day of the peak, 24 or 96 from midnight on, kVA. */
  readonly curve: readonly number[] | null;
}

/** Qualities, best first. */
const BEST_FIRST: readonly Quality[] = ['measured', 'estimated', 'default'];

/** The same day so many months before; past the end of a month it runs into the next. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, date)).toISOString().slice(0, 10);
}

/** Readings without a period give way to one that speaks for the day they name, or for some day where they name none. */
function unspoken(readings: readonly Reading[]): readonly Reading[] {
  const periods = readings.flatMap(({ period }) => (period === null ? [] : [period]));
  if (periods.length === 0) return readings;
  return readings.filter(
    ({ period, day }) =>
      period !== null || (day !== null && !periods.some(([from, to]) => from <= day && day <= to)),
  );
}

const fullKva = ({ kva, maskedKva }: Reading): number => kva + maskedKva;
/** The later day last, an unknown one first. */
const byDay = (a: Reading, b: Reading): number => ((a.day ?? '') < (b.day ?? '') ? -1 : 1);

/**
 * Of all readings of one element in one season the one that counts: among those of the window the worst of the best
 * quality there is. The window ends with the newest of them, so an old reading counts as long as no newer one came.
 *
 * @param months length of the window.
 * @returns `null` without readings.
 */
export function countedReading(readings: readonly Reading[], months: number): Reading | null {
  const ordered = unspoken(readings).toSorted(byDay);
  const newest = ordered.at(-1)?.day ?? null;
  const first = newest === null ? null : monthsBefore(newest, months);
  const current = ordered.filter(({ day }) => first === null || (day !== null && day >= first));
  for (const quality of BEST_FIRST) {
    const [worst] = current
      .filter((reading) => reading.quality === quality)
      .toSorted((a, b) => fullKva(b) - fullKva(a) || -byDay(a, b));
    if (worst !== undefined) return worst;
  }
  return null;
}
