import type { PlanTask } from '../context.ts';
import type { Candidate, Miss } from './candidate.ts';
import { newLine } from './new-line.ts';

/** A line that would take more conductors side by side than the catalogue builds for one supply; `null` = it does not. */
export function lineTooLarge(task: PlanTask, candidate: Candidate): Miss | null {
  const { max } = task.catalogue.parallelLines;
  const { count } = newLine(task, candidate);
  return count <= max ? null : { code: 'line-too-large', threshold: max, actual: count, unit: 'each' };
}
