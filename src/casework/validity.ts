import type { Pack } from '../policy/pack.ts';

const pad = (figure: number, digits: number): string => String(figure).padStart(digits, '0');

/** The day so many months later; the last of the month where that has no such day. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const at = Math.min(date, last.getUTCDate());
  return `${pad(last.getUTCFullYear(), 4)}-${pad(last.getUTCMonth() + 1, 2)}-${pad(at, 2)}`;
}

/**
 * Last day on which an offer can be chosen, or a choice holds its capacity.
 *
 * @param supplyClass of the classification: `lv` or one of the higher ones.
 * @param from ISO day on which it was made.
 */
export function validUntil(
  { answer }: Pick<Pack, 'answer'>,
  what: 'offers' | 'choices',
  { supplyClass, from }: { readonly supplyClass: string; readonly from: string },
): string {
  const { lowMonths, highMonths } = answer[what];
  return monthsLater(from, supplyClass === 'lv' ? lowMonths : highMonths);
}
