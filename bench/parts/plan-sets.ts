import { table } from '../support/figures.ts';
import type { Measured, Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

const DEMANDS = 1000;
const PEERS = 'None of the peers makes plans: the figures stand alone.';

/** Whole plan sets: all kinds, full checks, bill, terms, text; by class, by kind, and how they grow with the region. */
export const planSets: Part = ({ sizes, quick }) => {
  const figures: Record<string, number> = {};
  const texts = sizes.map((size) => {
    const printed = runProgram('plans/main.ts', String(quick ? 50 : DEMANDS), size, '--json');
    const measured = JSON.parse(printed) as Measured;
    for (const [name, figure] of Object.entries(measured.figures)) figures[`plans.${size}.${name}`] = figure;
    return `### Whole plan sets, ${size}\n\n${PEERS}\n\n${measured.text}`;
  });
  return Promise.resolve({ text: [...texts, ...growth(sizes, figures)].join('\n\n'), figures });
};

/** How the medians grow from the first size to each other one: at random places, and at one place that all sizes have. */
function growth(sizes: readonly string[], figures: Record<string, number>): string[] {
  const [first, ...others] = sizes;
  if (first === undefined || others.length === 0) return [];
  const rows = others.map((size) => {
    const grown = (name: string, of: string): number => {
      const ratio = figures[`plans.${size}.${of}`]! / figures[`plans.${first}.${of}`]!;
      figures[`growth.plans.${first}-${size}.${name}`] = ratio;
      return ratio;
    };
    return [`${first} → ${size}`, grown('spread', 'p50'), grown('same', 'onePlace.p50')];
  });
  return [table(['growth of the median plan set', 'random places', 'one place'], rows)];
}
