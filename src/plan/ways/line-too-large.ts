import type { PlanTask } from '../context.ts';
import type { Candidate, Miss } from './candidate.ts';

/** A line that would take more conductors side by side than the catalogue builds for one supply; `null` = it does not. */
export function lineTooLarge({ catalogue }: PlanTask, { route: { sizes } }: Candidate): Miss | null {
  const { max } = catalogue.parallelLines;
  const { count } = sizes.overhead ?? sizes.cable;
  return count <= max ? null : { code: 'line-too-large', threshold: max, actual: count, unit: 'each' };
}
