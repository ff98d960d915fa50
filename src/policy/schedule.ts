import type { Step } from '../model/plan.ts';
import {
  type CountedDay,
  type WorkingCalendar,
  addCalendarDays,
  addWorkingDays,
  daysBetween,
} from './calendar.ts';

/** A step before it has dates. */
export type UndatedStep = Omit<Step, 'from' | 'to' | 'estimated'>;

/** Since when steps counted in one kind of day run, and how many of its days they have taken. */
interface Stretch {
  readonly since: string;
  readonly dayKind: Step['dayKind'];
  readonly days: number;
}

function endOf(calendar: WorkingCalendar, { since, dayKind, days }: Stretch): CountedDay {
  return dayKind === 'working' ? addWorkingDays(calendar, since, days) : addCalendarDays(since, days);
}

/**
 * Steps one after the other from a day on; the day itself does not count.
 *
 * Parts of days add up along steps counted in the same kind of day: half a day and half a day end on the next day. A
 * step is estimated when it, or one before it, was counted through a year whose holidays are not announced.
 *
 * @param asOf ISO day on which the first step begins.
 * @returns the steps in order, and the calendar days from the first to the last.
 */
export function schedule(
  steps: readonly UndatedStep[],
  calendar: WorkingCalendar,
  asOf: string,
): { steps: Step[]; totalCalendarDays: number } {
  let stretch: Stretch = { since: asOf, dayKind: 'working', days: 0 };
  let at: CountedDay = { day: asOf, estimated: false };
  const dated: Step[] = [];
  for (const { name, days, dayKind, rule } of steps) {
    const from = at.day;
    stretch =
      stretch.dayKind === dayKind
        ? { ...stretch, days: stretch.days + days }
        : { since: from, dayKind, days };
    const end = endOf(calendar, stretch);
    at = { day: end.day, estimated: at.estimated || end.estimated };
    dated.push({ name, days, dayKind, from, to: at.day, estimated: at.estimated, rule });
  }
  return { steps: dated, totalCalendarDays: daysBetween(asOf, at.day) };
}
