import type { Ckva } from '../../model/capacity-rules.ts';
import type { Because, PlanKind } from '../../model/plan.ts';
import type { PlanTask } from '../context.ts';
import { type Phase, liftChain, shortOf } from '../reinforce/lift.ts';
import type { Remedy } from '../reinforce/remedy.ts';
import {
  type Candidate,
  type Checked,
  type Miss,
  type Missed,
  type Way,
  missedAt,
} from '../ways/candidate.ts';
import { checkElectrically } from '../ways/electrical-check.ts';
import { likelyFenOf } from '../ways/likely-fen.ts';
import { byWorks, perFeeder } from '../ways/per-feeder.ts';
import { worksOf } from '../ways/works.ts';
import { type Kind, NOTHING_TRIED, ONE_SOURCE, type Proposal } from './kind.ts';
import { reachOf } from './one-source.ts';

const LOW: readonly Way[] = ['lv-tap', 'lv-existing-transformer'];
const MEDIUM: readonly Way[] = ['mv-tee', 'mv-bay'];

/** Ways of the kinds that were tried; a new outlet has nothing on its chain that works lift. */
const waysOf = (tried: readonly PlanKind[]): Way[] =>
  [...LOW, ...MEDIUM].filter((way) => tried.includes(way));

const ratingsOf = (remedies: readonly Remedy[]): ReadonlyMap<number, Ckva> =>
  new Map(remedies.map(({ element, ratingCkva }) => [element, ratingCkva]));

/** The whole after all works. */
function atOnce(phases: readonly Phase[]): Phase[] {
  const remedies = phases.flatMap((phase) => phase.remedies);
  return phases.slice(-1).map(({ capacityKva }) => ({ capacityKva, remedies }));
}

/** All at once where the pack has reinforcement go with the connection. */
const inSequence = ({ pack }: PlanTask, phases: readonly Phase[]): Phase[] =>
  pack.works.constrained.policy === 'connect-then-reinforce' ? [...phases] : atOnce(phases);

/** A lift after whose works the whole passes its load flow. */
interface Lifted {
  readonly candidate: Candidate;
  readonly checked: Checked;
  readonly phases: readonly Phase[];
}

/** Drops the phases that fail the load flow at their time, their works going into the next. The whole is not looked at. */
function checkPhases(task: PlanTask, candidate: Candidate, phases: readonly Phase[]): Phase[] {
  const kept: Phase[] = [];
  const built: Remedy[] = [];
  let waiting: readonly Remedy[] = [];
  phases.forEach(({ capacityKva, remedies }, i) => {
    built.push(...remedies);
    waiting = [...waiting, ...remedies];
    const isWhole = i === phases.length - 1;
    const asked = { kva: capacityKva, reinforced: ratingsOf(built) };
    if (!isWhole && 'code' in checkElectrically(task, candidate, asked)) return;
    kept.push({ capacityKva, remedies: waiting });
    waiting = [];
  });
  return kept;
}

/** Why no works of the catalogue help: what the chain takes as it stands, against what is asked. */
function beyondWorks(task: PlanTask, candidate: Candidate): Miss {
  const [first] = shortOf(task, candidate);
  return {
    code: 'needs-grid-planning',
    threshold: task.brief.needKva,
    actual: (first?.takesCkva ?? 0) / 100,
    unit: 'kVA',
  };
}

function liftedBecause({ headroom }: PlanTask, { name, element, kind, ratingCkva }: Remedy): Because {
  const { snapshot, rules } = headroom;
  return {
    key: 'limit-reinforced',
    values: {
      elementId: snapshot.elementId(element),
      kind,
      remedy: name,
      fromKva: (snapshot.columns.ratingCkva[element] ?? 0) / 100,
      toKva: ratingCkva / 100,
    },
    rule: rules.rule,
  };
}

/** A lift in the phases given, as if all of them passed. */
function proposeIn(task: PlanTask, { candidate, checked }: Lifted, phases: readonly Phase[]): Proposal {
  const { brief, pack, headroom } = task;
  const remedies = phases.flatMap((phase) => phase.remedies);
  const [first] = phases;
  const named = ({ name, element }: Remedy): string => `${name} ${headroom.snapshot.elementId(element)}`;
  const { policy: sequence, rule } = pack.works.constrained;
  return {
    kind: 'staged',
    suppliesKva: brief.needKva,
    supplies: [
      { role: 'main', capacityKva: brief.needKva, candidate, checked, reinforced: ratingsOf(remedies) },
    ],
    works: [...remedies.flatMap(({ works }) => works), ...worksOf(task, candidate)],
    independence: ONE_SOURCE,
    transfer: null,
    phases: phases.map((phase) => ({
      capacityKva: phase.capacityKva,
      works: phase.remedies.map(named),
      lowVoltageOnly: phase.remedies.every(
        ({ kind }) => kind === 'lv-line' || kind === 'distribution-transformer',
      ),
    })),
    because: [
      reachOf(task, candidate),
      {
        key: 'staged-supply',
        values: { firstKva: first?.capacityKva ?? 0, needKva: brief.needKva, sequence },
        rule,
      },
      ...remedies.map((remedy) => liftedBecause(task, remedy)),
    ],
  };
}

/** A candidate with the works that lift its chain, before any load flow. */
interface Planned {
  readonly candidate: Candidate;
  readonly phases: readonly Phase[];
  /** Likely cost of the works on the grid and of the connection, whoever pays. */
  readonly likelyFen: number;
}

function planned(task: PlanTask, candidate: Candidate, phases: readonly Phase[]): Planned {
  const works = [
    ...phases.flatMap(({ remedies }) => remedies.flatMap((remedy) => remedy.works)),
    ...worksOf(task, candidate),
  ];
  return { candidate, phases, likelyFen: likelyFenOf(task, works) };
}

/**
 * A lift that is had in the end. Until it could be shown it has one phase, with which it is ready no later than with any
 * others; which of its phases pass their load flow is told then.
 */
function propose(task: PlanTask, lifted: Lifted): Proposal {
  const { candidate, phases } = lifted;
  if (phases.length === 1) return proposeIn(task, lifted, phases);
  return {
    refine: () => proposeIn(task, lifted, checkPhases(task, candidate, phases)),
    ...proposeIn(task, lifted, atOnce(phases)),
  };
}

/** The load flow of the whole after all works. */
const checkWhole = (task: PlanTask, candidate: Candidate, phases: readonly Phase[]): Checked | Miss =>
  checkElectrically(task, candidate, {
    kva: task.brief.needKva,
    reinforced: ratingsOf(phases.flatMap(({ remedies }) => remedies)),
  });

/** The cheapest works at one feeder and kind of source with which the whole passes its load flow. */
function cheapestLift(task: PlanTask, group: readonly Candidate[], missed: Missed[]): Lifted | null {
  const lifts: Planned[] = [];
  for (const candidate of group) {
    const phases = liftChain(task, candidate);
    if (phases === null) missed.push(missedAt('staged', candidate, beyondWorks(task, candidate)));
    else lifts.push(planned(task, candidate, inSequence(task, phases)));
  }
  lifts.sort((a, b) => a.likelyFen - b.likelyFen || a.candidate.routeM - b.candidate.routeM);
  for (const { candidate, phases } of lifts) {
    const checked = checkWhole(task, candidate, phases);
    if (!('code' in checked)) return { candidate, checked, phases };
    missed.push(missedAt('staged', candidate, checked));
  }
  return null;
}

/**
 * What fits now, then the reinforcement that lifts the limit, then the rest: at the source of each feeder that lacks room
 * and nothing else where that costs least, works and connection together. None where the pack supplies within what the
 * grid carries, or lets N-1 govern: what would be survived after the works is not looked at.
 */
export const staged: Kind = (task, tried) => {
  const { policy } = task.pack.works.constrained;
  if (policy === 'within-capacity' || task.headroom.guard !== null) return NOTHING_TRIED;
  const proposals: Proposal[] = [];
  const missed: Missed[] = [];
  for (const way of waysOf(tried)) {
    for (const group of byWorks(task, perFeeder(task, way, task.brief.needKva).withoutRoom())) {
      const lifted = cheapestLift(task, group, missed);
      if (lifted !== null) proposals.push(propose(task, lifted));
    }
  }
  return { proposals, missed };
};
