import type { FeederStudies, NewBranch } from '../../search/feeder-study.ts';
import type { PlanTask } from '../context.ts';
import type { Candidate } from './candidate.ts';
import { lineBranch, newLines, serviceLine } from './new-line.ts';

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
  const pieces = newLines(task, candidate).map((piece) => lineBranch(task, piece, kv));
  const lines = pieces.filter((piece) => piece !== null);
  if (lines.length < pieces.length) return null;
  if (transformer === null) return lines;
  const unit = studies.newTransformer(transformer.ratingKva, kv);
  const service = lineBranch(task, serviceLine(task, candidate), unit.kv);
  return service === null ? null : [...lines, unit, service];
}
