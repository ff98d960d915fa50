import type { Step } from '../model/plan.ts';
import {
  type CountedDay,
  type WorkingCalendar,
  addCalendarDays,
  isAnnounced,
  isWorkingDay,
} from './calendar.ts';

/** A time limit in one kind of days. */
type Limit = Pick<Step, 'days' | 'dayKind'>;

/** Days that do not count: those after `from`, up to and with `until`; `null` = no end yet. ISO. */
export interface Standstill {
  readonly from: string;
  readonly until: string | null;
}

const PART = 1e-9;

/** Parts of days add up along limits in the same kind of day, then count whole, as in a schedule. */
function stretches(limits: readonly Limit[]): Limit[] {
  const joined: Limit[] = [];
  for (const { days, dayKind } of limits) {
    const last = joined.at(-1);
    if (last?.dayKind === dayKind) joined[joined.length - 1] = { days: last.days + days, dayKind };
    else joined.push({ days, dayKind });
  }
  return joined.map(({ days, dayKind }) => ({ days: Math.ceil(days - PART), dayKind }));
}

/**
 * The ISO day on which one limit is over.
 *
 * @returns `null` where the clock stands without an end before it is.
 */
function endOf(
  calendar: WorkingCalendar,
  from: string,
  { days, dayKind }: Limit,
  pauses: readonly Standstill[],
): string | null {
  let day = from;
  for (let left = days; left > 0;) {
    const next = addCalendarDays(day, 1).day;
    const pause = pauses.find((one) => one.from < next && (one.until === null || next <= one.until));
    if (pause?.until === null) return null;
    day = pause?.until ?? next;
    if (pause === undefined && (dayKind === 'calendar' || isWorkingDay(calendar, day))) left--;
  }
  return day;
}

/**
 * The ISO day on which limits one after the other are over, without the days on which the clock stands. The first day
 * itself does not count.
 *
 * @returns `null` where it stands without an end before they are over.
 * @cost O(days), those that do not count among them.
 */
export function dueDay(
  calendar: WorkingCalendar,
  from: string,
  limits: readonly Limit[],
  pauses: readonly Standstill[],
): CountedDay | null {
  let day = from;
  let estimated = false;
  for (const limit of stretches(limits)) {
    const end = endOf(calendar, day, limit, pauses);
    if (end === null) return null;
    estimated ||= limit.dayKind === 'working' && end > day && !isAnnounced(calendar, day, end);
    day = end;
  }
  return { day, estimated };
}

/** The ISO day so many working days before another. */
export function workingDaysBefore(calendar: WorkingCalendar, day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0;) {
    at = addCalendarDays(at, -1).day;
    if (isWorkingDay(calendar, at)) left--;
  }
  return at;
}
