import { type Because, ELEMENT_KINDS, type PlanKind } from '../../model/plan.ts';
import { type RoomMade, roomMade } from '../../search/room-made.ts';
import type { PlanTask } from '../context.ts';
import { type Ckva, takenCkva } from '../../model/capacity-rules.ts';
import {
  type Candidate,
  type Checked,
  type Miss,
  type Missed,
  STARTS_AT,
  type Way,
  isLow,
  loadOf,
  missedAt,
} from '../ways/candidate.ts';
import { checkElectrically, judge, loadAt } from '../ways/electrical-check.ts';
import { feederKey, perFeeder } from '../ways/per-feeder.ts';
import { worksOf } from '../ways/works.ts';
import { type Kind, NOTHING_TRIED, ONE_SOURCE, type Proposal } from './kind.ts';
import { buildingOf, reachOf } from './one-source.ts';

/** Ways of connecting to an existing feeder among the kinds that were tried. */
const waysOf = (tried: readonly PlanKind[]): Way[] =>
  tried.filter(
    (kind): kind is Way => (kind in STARTS_AT || kind === 'mv-cut-in') && kind !== 'mv-dedicated-feeder',
  );

/** What a candidate needs wherever it counts most: a switching looks for no less at any level. */
function mostCkva(task: PlanTask, { way, kva }: Candidate): Ckva {
  const load = loadOf(task, way, kva);
  return Math.max(load.ckva, ...ELEMENT_KINDS.map((kind) => takenCkva(task.headroom.rules, load, kind)));
}

/** The source of each feeder with the shortest way that lacks room and could be helped. */
function nearestToHelp(task: PlanTask, tried: readonly PlanKind[]): Candidate[] {
  const { snapshot } = task.headroom;
  const starved = waysOf(tried)
    .flatMap((way) => perFeeder(task, way, task.brief.needKva).withoutRoom())
    .sort((a, b) => a.routeM - b.routeM || a.distanceM - b.distanceM || a.source - b.source);
  const nearest = new Map<string, Candidate>();
  for (const candidate of starved) {
    const { element } = candidate;
    const key = feederKey(task, candidate);
    if (snapshot.feederIdOf(element) === null || nearest.has(key)) continue;
    if (task.switching?.mayMakeRoom({ element, ckva: mostCkva(task, candidate) }) === true)
      nearest.set(key, candidate);
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

interface Helped {
  readonly candidate: Candidate;
  readonly checked: Checked;
  readonly made: RoomMade;
}

const propose = (task: PlanTask, { candidate, checked, made }: Helped): Proposal => ({
  kind: 'load-transfer',
  suppliesKva: task.brief.needKva,
  supplies: [{ role: 'main', capacityKva: task.brief.needKva, candidate, checked }],
  works: worksOf(task, candidate),
  independence: ONE_SOURCE,
  transfer: { steps: made.steps, ...made.rehung },
  because: [reachOf(task, candidate), ...buildingOf(candidate), ...reasonsOf(made)],
});

const NO_SWITCHING: Miss = { code: 'no-switching-helps', threshold: null, actual: null, unit: null };

/** The low-voltage part of a way, which no switching changes, as the feeder stands; `null` = nothing against it. */
function lowMiss(task: PlanTask, candidate: Candidate): Miss | null {
  if (!isLow(candidate.way)) return null;
  const checked = checkElectrically(task, candidate);
  return 'code' in checked ? checked : null;
}

function help(task: PlanTask, candidate: Candidate): Helped | Miss {
  const { headroom, switching, studies } = task;
  const load = loadAt(task, candidate);
  if (switching === null || load === null) return NO_SWITCHING;
  const made = roomMade({ headroom, switching, studies }, load, mostCkva(task, candidate));
  if (made === null) return NO_SWITCHING;
  const after = { ...candidate, after: made };
  const checked = lowMiss(task, candidate) ?? judge(task, after, made.study);
  return 'code' in checked ? checked : { candidate: after, checked, made };
}

/**
 * Switch first, then connect: where a feeder has no room but zones of it can move to others, or the customer with its zone.
 *
 * At most one per feeder, at the source nearest to the customer. Where N-1 governs room none is proposed: what would be
 * survived after a switching is not looked at.
 */
export const loadTransferKind: Kind = (task, tried) => {
  if (task.switching === null || task.headroom.guard !== null) return NOTHING_TRIED;
  const proposals: Proposal[] = [];
  const missed: Missed[] = [];
  for (const candidate of nearestToHelp(task, tried)) {
    const helped = help(task, candidate);
    if ('made' in helped) proposals.push(propose(task, helped));
    else missed.push(missedAt('load-transfer', candidate, helped));
  }
  return { proposals, missed };
};
