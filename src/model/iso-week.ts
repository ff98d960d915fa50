/** A week by ISO 8601: Monday to Sunday; the first of a year holds its first Thursday. */
export interface IsoWeek {
  readonly year: number;
  readonly week: number;
  /** Its Monday, `2026-11-16`. */
  readonly from: string;
  /** Its Sunday. */
  readonly to: string;
}

const DAY_MS = 86_400_000;

/** Monday of the first week, ms since 1970: 4 January always lies in it. */
function firstMonday(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
}

/** How many weeks a year has: 52 or 53. */
export const weeksIn = (year: number): number =>
  Math.round((firstMonday(year + 1) - firstMonday(year)) / (7 * DAY_MS));

/** The days of a week; `null` when the year has no such week. */
export function isoWeek(year: number, week: number): IsoWeek | null {
  if (!Number.isInteger(week) || week < 1 || week > weeksIn(year)) return null;
  const monday = firstMonday(year) + (week - 1) * 7 * DAY_MS;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return { year, week, from: day(monday), to: day(monday + 6 * DAY_MS) };
}
