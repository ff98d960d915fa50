import type { CapacityRules } from '../model/capacity-rules.ts';
import type { Grade } from '../model/plan.ts';
import type { Quality } from '../model/record.ts';
import { NO_DAY } from '../snapshot/columns.ts';

const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D'];

/** The worse of two grades. */
export const worse = (a: Grade, b: Grade): Grade => (a > b ? a : b);

/** Days since 1970-01-01 of an ISO day. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Whether a figure is neither older than the pack allows, nor of unknown date, nor later than the day asked for. */
export function isFresh(rules: CapacityRules, day: number, asOf: number): boolean {
  const ageDays = asOf - day;
  return day !== NO_DAY && ageDays >= 0 && ageDays <= rules.maxDataAgeDays;
}

/**
 * Grade of one figure: by where it comes from, one worse when it is not fresh; an unknown one has no age.
 *
 * @param quality `null` = the figure is unknown.
 * @param day  days since 1970-01-01; NO_DAY = unknown.
 * @param asOf the day the answer is for, likewise.
 */
export function gradeOf(rules: CapacityRules, quality: Quality | null, day: number, asOf: number): Grade {
  const grade = rules.grades[quality ?? 'unknown'];
  if (quality === null) return grade;
  return isFresh(rules, day, asOf) ? grade : (GRADES[GRADES.indexOf(grade) + 1] ?? 'D');
}
