import type { PlanTask } from '../context.ts';
import { Notes } from '../notebook.ts';
import type { Candidate, Missed, Way } from './candidate.ts';
import { lookAlong } from './look-along.ts';
import { lookAround } from './look-around.ts';

/** What a way of connecting comes to around a place. */
export interface Reached {
  /** Candidates of alike works at one feeder, the cheapest first. */
  readonly groups: readonly (readonly Candidate[])[];
  /** Those that lack nothing but room, the cheapest first; looked for when asked for. */
  readonly withoutRoom: () => readonly Candidate[];
  readonly missed: readonly Missed[];
}

/** Feeder a candidate leans on; a new outlet has none yet: each busbar is an alternative of its own. */
export function feederKey({ headroom }: PlanTask, { element }: Candidate): string {
  const { snapshot } = headroom;
  return snapshot.feederIdOf(element) ?? `busbar ${snapshot.elementId(element)}`;
}

/** Candidates with one key have alike works at one feeder: only their distance differs. */
function worksKey(task: PlanTask, candidate: Candidate): string {
  const { laying, source, cut } = candidate;
  const alike = cut === null ? task.headroom.snapshot.sourceKind(source) : 'section';
  return [laying, alike, feederKey(task, candidate)].join('/');
}

/** Candidates of alike works at one feeder together, in the order given. */
export function byWorks(task: PlanTask, candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = worksKey(task, candidate);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()];
}

function find(task: PlanTask, way: Way, kva: number): Reached {
  const { candidates, withoutRoom, missed } =
    way === 'mv-cut-in' ? lookAlong(task, kva) : lookAround(task, way, kva);
  let lacking: readonly Candidate[] | null = null;
  return { groups: byWorks(task, candidates), withoutRoom: () => (lacking ??= withoutRoom()), missed };
}

/** What has been found for a request, so that kinds made of the same ways look once. */
const found = new Notes(() => new Map<string, Reached>());

/**
 * Candidates of a way by feeder, kind of source and way of laying. Among alike works the shortest is the cheapest, so a
 * load flow is needed of the first alone, and of the next only where that one fails.
 *
 * @param kva capacity it is to carry.
 * @returns groups by the distance of their first; with everything that was looked at and not taken.
 */
export function perFeeder(task: PlanTask, way: Way, kva: number): Reached {
  const known = found.in(task.notebook);
  const key = `${way} ${kva}`;
  const reached = known.get(key) ?? find(task, way, kva);
  known.set(key, reached);
  return reached;
}
