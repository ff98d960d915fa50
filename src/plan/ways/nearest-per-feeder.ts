import type { Rejected } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type CheckedCandidate, type Way, rejectCandidate } from './candidate.ts';
import { checkElectrically } from './electrical-check.ts';
import { lookAlong } from './look-along.ts';
import { lookAround } from './look-around.ts';

/** What a way of connecting comes to around a place. */
export interface Reached {
  readonly nearest: readonly CheckedCandidate[];
  /** Those that lack nothing but room, by distance, then id. */
  readonly withoutRoom: readonly Candidate[];
  readonly rejected: readonly Rejected[];
}

/** Feeder a candidate leans on; a new outlet has none yet: each busbar is an alternative of its own. */
export function feederKey({ headroom }: PlanTask, { element }: Candidate): string {
  const { snapshot } = headroom;
  return snapshot.feederIdOf(element) ?? `busbar ${snapshot.elementId(element)}`;
}

/** Candidates with one key have alike works at one feeder: only their distance differs. */
export function worksKey(task: PlanTask, candidate: Candidate): string {
  const { laying, source, cut } = candidate;
  const alike = cut === null ? task.headroom.snapshot.sourceKind(source) : 'section';
  return [laying, alike, feederKey(task, candidate)].join('/');
}

function find(task: PlanTask, way: Way, kva: number): Reached {
  const around = way === 'mv-cut-in' ? lookAlong(task, kva) : lookAround(task, way, kva);
  const nearest = new Map<string, CheckedCandidate>();
  const rejected = [...around.rejected];
  for (const candidate of around.candidates) {
    const key = worksKey(task, candidate);
    if (nearest.has(key)) continue;
    const checked = checkElectrically(task, candidate);
    if ('code' in checked) rejected.push(rejectCandidate(task, candidate, checked));
    else nearest.set(key, checked);
  }
  return { nearest: [...nearest.values()], withoutRoom: around.withoutRoom, rejected };
}

/** What has been found for a request, so that kinds made of the same ways look once. */
const found = new WeakMap<PlanTask, Map<string, Reached>>();

/**
 * The nearest candidate of each feeder, kind of source and way of laying that also passes the electrical check: among
 * alike works the shortest is the cheapest, so nothing further away needs a load flow.
 *
 * @param kva capacity it is to carry.
 * @returns by distance, then id; with everything that was looked at and not taken.
 */
export function nearestPerFeeder(task: PlanTask, way: Way, kva: number): Reached {
  const known = found.get(task) ?? new Map<string, Reached>();
  found.set(task, known);
  const key = `${way} ${kva}`;
  const reached = known.get(key) ?? find(task, way, kva);
  known.set(key, reached);
  return reached;
}
