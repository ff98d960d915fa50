import type { FeederStudies, NewBranch } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate } from './candidate.ts';
import { lineBranch, newLine, serviceLine } from './new-line.ts';

/**
 * What a candidate builds between the grid and the customer, as branches of the load flow.
 *
 * @returns `null` where the catalogue lacks the impedance of a line.
 */
export function newBranches(
  task: PlanTask,
  studies: FeederStudies,
  candidate: Candidate,
): NewBranch[] | null {
  const { element, transformer } = candidate;
  const kv = task.headroom.snapshot.columns.elementKv[element] ?? NaN;
  const line = lineBranch(task, newLine(task, candidate), kv);
  if (line === null) return null;
  if (transformer === null) return [line];
  const unit = studies.newTransformer(transformer.ratingKva, kv);
  const service = lineBranch(task, serviceLine(task, candidate), unit.kv);
  return service === null ? null : [line, unit, service];
}
