import type { Rejected } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type CheckedCandidate, type Way, reject } from './candidate.ts';
import { checkElectrically } from './electrical-check.ts';
import { lookAround } from './look-around.ts';

/** What a way of connecting comes to around a place. */
export interface Reached {
  readonly nearest: readonly CheckedCandidate[];
  readonly rejected: readonly Rejected[];
}

/** Candidates with one key have alike works at one feeder: only their distance differs. */
export function worksKey({ headroom }: PlanTask, { laying, source }: Candidate): string {
  const { snapshot } = headroom;
  const element = snapshot.elementOf(source);
  // A new outlet has no feeder yet: each busbar is an alternative of its own.
  const feeder = snapshot.feederIdOf(element) ?? `busbar ${snapshot.elementId(element)}`;
  return [laying, snapshot.sourceKind(source), feeder].join('/');
}

/**
 * The nearest candidate of each feeder, kind of source and way of laying that also passes the electrical check: among
 * alike works the shortest is the cheapest, so nothing further away needs a load flow.
 *
 * @returns by distance, then id; with every source that was looked at and not taken.
 */
export function nearestPerFeeder(task: PlanTask, way: Way): Reached {
  const around = lookAround(task, way);
  const nearest = new Map<string, CheckedCandidate>();
  const rejected = [...around.rejected];
  for (const candidate of around.candidates) {
    const key = worksKey(task, candidate);
    if (nearest.has(key)) continue;
    const checked = checkElectrically(task, candidate);
    if ('code' in checked) rejected.push(reject(task, way, candidate.source, checked));
    else nearest.set(key, checked);
  }
  return { nearest: [...nearest.values()], rejected };
}
