import type { CapacityRules } from '../model/capacity-rules.ts';
import type { Because, Chain, ChainRow, Grade } from '../model/plan.ts';
import { NO_DAY } from '../snapshot/layout.ts';
import { ChainTally } from './chain-tally.ts';
import { dayNumber, gradeOf, isFresh } from './grade.ts';

const dayOf = ({ asOf }: ChainRow): number => (asOf === null ? NO_DAY : dayNumber(asOf));

/** Why a figure has its grade: what it is, and whether it is older than the pack allows, of no date, or of a later day. */
const reasonFor = (row: ChainRow, grade: Grade, rules: CapacityRules, asOf: number): Because => ({
  key: 'grade-of-figure',
  values: {
    grade,
    elementId: row.elementId,
    kind: row.kind,
    quality: row.leftKva === null ? null : row.quality,
    asOf: row.asOf,
    fresh: isFresh(rules, dayOf(row), asOf),
    maxAgeDays: rules.maxDataAgeDays,
  },
  rule: rules.rule,
});

/**
 * A chain from its rows: least room, what is unknown, the worst grade and the figures that decide it.
 *
 * @param rows from the source up to the main transformer.
 * @param asOf the day the grades are for, days since 1970-01-01.
 */
export function chainOf(rows: readonly ChainRow[], rules: CapacityRules, asOf: number): Chain {
  const tally = new ChainTally();
  const grades = rows.map((row) =>
    gradeOf(rules, row.leftKva === null ? null : row.quality, dayOf(row), asOf),
  );
  rows.forEach(({ elementId, leftKva }, i) => {
    tally.count(elementId, leftKva === null ? null : Math.round(leftKva * 100), grades[i] ?? 'D');
  });
  const summary = tally.summary();
  const because = rows.flatMap((row, i) =>
    grades[i] === summary.grade ? [reasonFor(row, summary.grade, rules, asOf)] : [],
  );
  return { rows, ...summary, because };
}
