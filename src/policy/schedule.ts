import type { Step } from '../model/plan.ts';
import type { Pack } from './pack.ts';

const DAY_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

/** The day on which `days` days after `from` are over; working days leave weekends out. */
function endOf(fromMs: number, days: number, dayKind: Step['dayKind']): number {
  let at = fromMs;
  for (let left = Math.ceil(days); left > 0;) {
    at += DAY_MS;
    if (dayKind === 'calendar' || !isWeekend(at)) left--;
  }
  return at;
}

/**
 * The steps of a supply class one after the other from a day on.
 *
 * Public holidays are not known here yet, so every step counted in working days is marked estimated.
 *
 * @param asOf ISO day on which the first step begins.
 * @returns the steps in order, and the calendar days from the first to the last.
 */
export function schedule(
  pack: Pack,
  supplyClass: 'lv' | 'hv-single',
  asOf: string,
): { steps: Step[]; totalCalendarDays: number } {
  const start = Date.parse(`${asOf}T00:00:00Z`);
  let at = start;
  const steps = pack.time.steps[supplyClass].map(({ name, days, dayKind }): Step => {
    const from = iso(at);
    at = endOf(at, days, dayKind);
    return { name, days, dayKind, from, to: iso(at), estimated: dayKind === 'working', rule: pack.time.rule };
  });
  return { steps, totalCalendarDays: Math.round((at - start) / DAY_MS) };
}
