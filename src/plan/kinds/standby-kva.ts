import type { PlanTask } from '../context.ts';
import { inStandardSizes } from '../in-standard-sizes.ts';
import { cosPhiOf } from '../ways/line-sizes.ts';

/**
 * What the standby supply carries while the main one is lost, kVA: the security load where it is stated, else the pack's share.
 *
 * The main supply always carries all: the two never share the load, so what both lean on counts once.
 *
 * @source GB 50052-2009: with one circuit lost the others carry all class-1 and class-2 load; which part that is, only
 *   the stated security load says.
 */
export function standbyKva(task: PlanTask): number {
  const { request, brief } = task;
  const { securityLoadKw } = request.demand;
  if (securityLoadKw === null || securityLoadKw === 0) return brief.standbyKva;
  const kva = Math.ceil((securityLoadKw / cosPhiOf(task)) * 100 - 1e-6) / 100;
  return Math.min(brief.needKva, inStandardSizes(task, kva));
}
