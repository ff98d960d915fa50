import type { CapacityRules } from '../model/capacity-rules.ts';
import type { Because, Chain, ChainRow, Grade } from '../model/plan.ts';
import { NO_DAY } from '../snapshot/columns.ts';
import { ChainTally } from './chain-tally.ts';
import { dayNumber, gradeOf, isFresh } from './grade.ts';

const dayOf = ({ asOf }: ChainRow): number => (asOf === null ? NO_DAY : dayNumber(asOf));

/** Why a row has its grade: something unknown, a figure that is not fresh, or where the figure comes from. */
function reasonFor(row: ChainRow, grade: Grade, rules: CapacityRules, asOfDay: number): Because {
  const { elementId, kind, quality, asOf } = row;
  const { maxDataAgeDays: maxAgeDays, rule } = rules;
  if (row.leftKva === null)
    return { key: 'grade-of-unknown-figure', values: { grade, elementId, kind }, rule };
  if (asOf === null)
    return { key: 'grade-of-undated-figure', values: { grade, elementId, kind, quality }, rule };
  return isFresh(rules, dayOf(row), asOfDay)
    ? { key: 'grade-of-figure', values: { grade, elementId, kind, quality, asOf }, rule }
    : { key: 'grade-of-stale-figure', values: { grade, elementId, kind, quality, asOf, maxAgeDays }, rule };
}

/** Counts a row into a chain's minimum, unknowns and grade. @returns the row's own grade. */
export function countRow(tally: ChainTally, row: ChainRow, rules: CapacityRules, asOf: number): Grade {
  const { elementId, leftKva } = row;
  const grade = gradeOf(rules, leftKva === null ? null : row.quality, dayOf(row), asOf);
  tally.count(elementId, leftKva === null ? null : Math.round(leftKva * 100), grade);
  return grade;
}

/**
 * A chain from its rows: least room, what is unknown, the worst grade and the figures that decide it.
 *
 * @param rows from the source up to the main transformer.
 * @param asOf the day the grades are for, days since 1970-01-01.
 */
export function chainOf(rows: readonly ChainRow[], rules: CapacityRules, asOf: number): Chain {
  const tally = new ChainTally();
  const grades = rows.map((row) => countRow(tally, row, rules, asOf));
  const summary = tally.summary();
  const because = rows.flatMap((row, i) =>
    grades[i] === summary.grade ? [reasonFor(row, summary.grade, rules, asOf)] : [],
  );
  return { rows, ...summary, because };
}
