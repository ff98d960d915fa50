import { type NearCable, cablesWithin } from '../../search/cables-within.ts';
import { detourM } from '../../search/straight-route.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type Looked, type Missed, loadOf, missedAt } from './candidate.ts';
import { chainMiss } from './chain-miss.ts';
import { lineTooLarge } from './line-too-large.ts';

/** The end of a section that is nearer along it, as a source. */
function nearerEnd(snapshot: Snapshot, { element, share }: NearCable): number {
  if (share >= 0.5) return snapshot.farEnd(element);
  const { elementParent } = snapshot.columns;
  for (let e = elementParent[element] ?? -1; e >= 0; e = elementParent[e] ?? -1) {
    const source = snapshot.farEnd(e);
    if (source >= 0) return source;
  }
  return snapshot.farEnd(element);
}

function candidateAt(task: PlanTask, near: NearCable, kva: number): Candidate {
  const { snapshot } = task.headroom;
  const { element, at, distanceM, share } = near;
  const lengthM = snapshot.columns.lineM[element] ?? NaN;
  return {
    ...{ way: 'mv-cut-in', source: nearerEnd(snapshot, near), element, at, kva, distanceM },
    routeM: detourM(distanceM, task.pack.route.detourFactor),
    laying: 'cable',
    ...{ bay: null, baysUnknown: false, bayUnlisted: false, transformer: null, after: null },
    cut: {
      sectionId: snapshot.elementId(element),
      share,
      alongM: Math.round(share * lengthM * 10) / 10,
    },
  };
}

/**
 * Every medium-voltage cable section in reach, at its nearest point: where a new ring main unit can be looped in, and
 * where not, with the figure that was missed. Overhead sections are not cut: they are teed at their poles.
 *
 * @param kva capacity it is to carry.
 * @returns each in the order of distance, then section.
 */
export function lookAlong(task: PlanTask, kva: number): Looked {
  const candidates: Candidate[] = [];
  const withoutRoom: Candidate[] = [];
  const missed: Missed[] = [];
  const { snapshot } = task.headroom;
  for (const near of cablesWithin(snapshot, task.request.site, task.request.radiusM)) {
    const candidate = candidateAt(task, near, kva);
    const miss =
      chainMiss(task, near.element, loadOf(task, 'mv-cut-in', kva)) ?? lineTooLarge(task, candidate);
    if (miss === null) candidates.push(candidate);
    else missed.push(missedAt('mv-cut-in', candidate, miss));
    if (miss?.code === 'no-room') withoutRoom.push(candidate);
  }
  return { candidates, withoutRoom, missed };
}
