import type { Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

const DEMANDS = 1000;

/** Whole plan sets: all kinds, full checks, bill, terms. */
export const planSets: Part = ({ sizes, quick }) => {
  const figures: Record<string, number> = {};
  const text = sizes.map((size) => {
    const printed = runProgram('plans/main.ts', String(quick ? 50 : DEMANDS), size);
    const [, medianMs, p99Ms] = /\| all \| \d+ \| ([\d.]+) \| [\d.]+ \| ([\d.]+) \|/.exec(printed) ?? [];
    figures[`plans.${size}.p50`] = 1000 * Number(medianMs);
    figures[`plans.${size}.p99`] = 1000 * Number(p99Ms);
    return `### Whole plan sets, ${size}\n\n${printed}`;
  });
  return Promise.resolve({ text: text.join('\n\n'), figures });
};
