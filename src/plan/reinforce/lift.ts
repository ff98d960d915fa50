import type { Ckva } from '../../model/capacity-rules.ts';
import { type Shortfall, shortfalls } from '../../search/shortfalls.ts';
import type { PlanTask } from '../context.ts';
import { standardStepsKva } from '../standard-steps.ts';
import { type Candidate, loadOf } from '../ways/candidate.ts';
import { type Remedy, remedyFor } from './remedy.ts';

/** A part of the demand that can be had once some elements are rebuilt. */
export interface Phase {
  readonly capacityKva: number;
  readonly remedies: readonly Remedy[];
}

/** Elements of a chain that lack room for the whole demand, the one that binds first at the front. */
export const shortOf = (task: PlanTask, { way, element, kva }: Candidate): Shortfall[] =>
  shortfalls(task.headroom, element, loadOf(task, way, kva));

/** The largest standard size up to a capacity and below the whole demand; 0 = none. */
const standardBelow = ({ catalogue, brief, pack }: PlanTask, ckva: Ckva): number =>
  standardStepsKva(catalogue, pack)
    .filter((kva) => kva * 100 <= ckva && kva < brief.needKva)
    .at(-1) ?? 0;

interface Lifted {
  readonly takesCkva: Ckva;
  readonly remedies: readonly Remedy[];
}

/** Remedies in the order in which they bind; what is of one kind is rebuilt at once. */
function byKind(lifted: readonly { takesCkva: Ckva; remedy: Remedy }[]): Lifted[] {
  const kinds = [...new Set(lifted.map(({ remedy }) => remedy.kind))];
  return kinds.map((kind) => {
    const alike = lifted.filter(({ remedy }) => remedy.kind === kind);
    return {
      takesCkva: Math.min(...alike.map(({ takesCkva }) => takesCkva)),
      remedies: alike.map(({ remedy }) => remedy),
    };
  });
}

/**
 * Phases in which a chain without room for the whole demand takes it: what fits as it stands, then what fits after each
 * kind of element has been rebuilt, in the order in which they bind, up to the whole. Each element is rebuilt once, for
 * the whole demand; a phase that brings no further standard size is left out, and its works go into the next.
 *
 * @returns `null` where an element has no remedy in the catalogue, or is about to be opened.
 * @cost O(chain · log chain).
 */
export function liftChain(task: PlanTask, candidate: Candidate): Phase[] | null {
  const lifted: { takesCkva: Ckva; remedy: Remedy }[] = [];
  for (const { element: short, takesCkva, neededCkva } of shortOf(task, candidate)) {
    const isOpened = task.headroom.snapshot.columns.opened[short] === 1;
    const remedy = isOpened ? null : remedyFor(task, short, neededCkva);
    if (remedy === null) return null;
    lifted.push({ takesCkva, remedy });
  }
  const phases: Phase[] = [];
  let waiting: readonly Remedy[] = [];
  for (const group of byKind(lifted)) {
    const capacityKva = standardBelow(task, group.takesCkva);
    if (capacityKva > (phases.at(-1)?.capacityKva ?? 0)) {
      phases.push({ capacityKva, remedies: waiting });
      waiting = [];
    }
    waiting = [...waiting, ...group.remedies];
  }
  return [...phases, { capacityKva: task.brief.needKva, remedies: waiting }];
}
