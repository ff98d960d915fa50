import type { Because, Rejected } from '../../model/plan.ts';
import { type RoomMade, roomMade } from '../../search/room-made.ts';
import type { PlanTask } from '../context.ts';
import {
  type Candidate,
  type CheckedCandidate,
  type Miss,
  STARTS_AT,
  type Way,
  needCkva,
  reject,
} from '../ways/candidate.ts';
import { judge, loadAt } from '../ways/electrical-check.ts';
import { lookAround } from '../ways/look-around.ts';
import { worksOf } from '../ways/works.ts';
import { type Kind, NOTHING_TRIED, ONE_SOURCE, type Proposal } from './kind.ts';
import { reachOf } from './one-source.ts';

/** Ways of connecting to an existing feeder among the kinds under way. */
const waysOf = ({ brief }: PlanTask): Way[] =>
  brief.kinds.filter((kind): kind is Way => kind in STARTS_AT && kind !== 'mv-dedicated-feeder');

/** The nearest source of each feeder that lacks room and could be helped. */
function nearestToHelp(task: PlanTask): Candidate[] {
  const { snapshot } = task.headroom;
  const ckva = needCkva(task);
  const starved = waysOf(task)
    .flatMap((way) => lookAround(task, way).withoutRoom)
    .sort((a, b) => a.distanceM - b.distanceM || a.source - b.source);
  const nearest = new Map<string, Candidate>();
  for (const candidate of starved) {
    const element = snapshot.elementOf(candidate.source);
    const feeder = snapshot.feederIdOf(element);
    if (feeder === null || nearest.has(feeder)) continue;
    if (task.switching?.mayMakeRoom({ element, ckva }) === true) nearest.set(feeder, candidate);
  }
  return [...nearest.values()];
}

/** What is relieved, who takes load over, and what switching asks of those it moves. */
function reasonsOf({ relieved, takesOver }: RoomMade): Because[] {
  return [
    ...relieved.map(({ elementId, leftBeforeKva, leftAfterKva }): Because =>
      leftAfterKva === null
        ? { key: 'fed-another-way', values: { elementId, leftBeforeKva }, rule: null }
        : {
            key: 'relieved-by-transfer',
            values: { elementId, leftBeforeKva, leftAfterKva },
            rule: null,
          },
    ),
    ...takesOver.map(({ elementId, over, movedKva, leftKva, known }): Because => {
      const ties = over.join(', ');
      return known
        ? { key: 'load-taken-over', values: { elementId, over: ties, movedKva, leftKva }, rule: null }
        : { key: 'transfer-not-vouched', values: { elementId, over: ties, movedKva, leftKva }, rule: null };
    }),
    { key: 'interrupted-while-switching', values: {}, rule: null },
  ];
}

const propose = (task: PlanTask, candidate: CheckedCandidate, made: RoomMade): Proposal => ({
  kind: 'load-transfer',
  suppliesKva: task.brief.needKva,
  supplies: [{ role: 'main', capacityKva: task.brief.needKva, candidate }],
  works: worksOf(task, candidate),
  independence: ONE_SOURCE,
  transfer: { steps: made.steps },
  because: [reachOf(task, candidate), ...reasonsOf(made)],
});

const NO_SWITCHING: Miss = { code: 'no-switching-helps', threshold: null, actual: null, unit: null };

/**
 * Switch first, then connect: where a feeder has no room but zones of it can move to others, or the customer with its zone.
 *
 * At most one per feeder, at the source nearest to the customer. Where N-1 governs room none is proposed: what would be
 * survived after a switching is not looked at.
 */
export const loadTransferKind: Kind = (task) => {
  const { headroom, switching, studies } = task;
  if (switching === null || headroom.guard !== null) return NOTHING_TRIED;
  const proposals: Proposal[] = [];
  const rejected: Rejected[] = [];
  for (const candidate of nearestToHelp(task)) {
    const load = loadAt(task, headroom.snapshot.elementOf(candidate.source));
    const made = roomMade(headroom, switching, studies, load);
    const checked = made === null ? NO_SWITCHING : judge(task, { ...candidate, after: made }, made.study);
    if (made === null || 'code' in checked)
      rejected.push(
        reject(task, 'load-transfer', candidate.source, 'code' in checked ? checked : NO_SWITCHING),
      );
    else proposals.push(propose(task, checked, made));
  }
  return { proposals, rejected };
};
