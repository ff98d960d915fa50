import type { Because, PlanKind } from '../../model/plan.ts';
import { type Separation, separation } from '../../search/independence.ts';
import type { PlanTask } from '../context.ts';
import { type ApartLines, apartLines, corridorReasons } from '../ways/apart-lines.ts';
import { type Candidate, type Checked, type Missed, type Way, missedAt } from '../ways/candidate.ts';
import { checkElectrically } from '../ways/electrical-check.ts';
import { likelyFenOf } from '../ways/likely-fen.ts';
import { feederKey, perFeeder } from '../ways/per-feeder.ts';
import { pairWorks, supplyWorks } from '../ways/works.ts';
import type { Kind, Proposal } from './kind.ts';
import { buildingOf, reachOf } from './one-source.ts';
import { standbyKva } from './standby-kva.ts';

const WAYS: readonly Way[] = ['mv-tee', 'mv-bay', 'mv-cut-in', 'mv-dedicated-feeder'];

/** One of two supplies in the making, with what its own works cost. */
interface Leg {
  readonly candidate: Candidate;
  readonly checked: Checked;
  readonly likelyFen: number;
}

/** Two supplies on different feeders. */
interface Pair {
  readonly main: Leg;
  readonly standby: Leg;
  readonly separation: Separation;
}

const cost = ({ main, standby }: Pair): number => main.likelyFen + standby.likelyFen;
const routeM = ({ main, standby }: Pair): number => main.candidate.routeM + standby.candidate.routeM;

/** The cheapest candidate of a feeder that passes its load flow; those that do not are rejected on the way. */
function cheapestLeg(task: PlanTask, candidates: readonly Candidate[], missed: Missed[]): Leg | null {
  const byCost = candidates
    .map((candidate) => ({ candidate, likelyFen: likelyFenOf(task, supplyWorks(task, candidate)) }))
    .sort((a, b) => a.likelyFen - b.likelyFen || a.candidate.routeM - b.candidate.routeM);
  for (const { candidate, likelyFen } of byCost) {
    const checked = checkElectrically(task, candidate);
    if (!('code' in checked)) return { candidate, checked, likelyFen };
    missed.push(missedAt(candidate.way, candidate, checked));
  }
  return null;
}

/** The cheapest way to each feeder, by feeder. */
function legs(task: PlanTask, kva: number): { legs: Map<string, Leg>; missed: Missed[] } {
  const reached = WAYS.map((way) => perFeeder(task, way, kva));
  const missed = reached.flatMap((one) => one.missed);
  const byFeeder = new Map<string, Candidate[]>();
  for (const candidate of reached.flatMap(({ groups }) => groups.flat())) {
    const key = feederKey(task, candidate);
    byFeeder.set(key, [...(byFeeder.get(key) ?? []), candidate]);
  }
  const found = new Map<string, Leg>();
  for (const key of [...byFeeder.keys()].sort()) {
    const leg = cheapestLeg(task, byFeeder.get(key) ?? [], missed);
    if (leg !== null) found.set(key, leg);
  }
  return { legs: found, missed };
}

/** A pair of feeders the cheaper way round; none where neither way has both supplies. */
function cheaper(ways: readonly (Pair | null)[]): Pair | null {
  return ways.reduce(
    (best, pair) => (best === null || (pair !== null && cost(pair) < cost(best)) ? pair : best),
    null,
  );
}

/** Two power sources: different substations, and no station known whose loss takes both. */
const isDualSource = ({ twoStations, oneLossTakesBoth }: Separation): boolean =>
  twoStations && oneLossTakesBoth !== true;

/** Every pair of feeders that is of a kind, by likely cost, length and feeders. */
function pairsOf(
  task: PlanTask,
  kind: PlanKind,
  mains: Map<string, Leg>,
  standbys: Map<string, Leg>,
): Pair[] {
  const keys = [...new Set([...mains.keys(), ...standbys.keys()])].sort();
  const pairs: Pair[] = [];
  keys.forEach((a, i) => {
    for (const b of keys.slice(i + 1)) {
      const way = (main: Leg | undefined, standby: Leg | undefined): Pair | null => {
        if (main === undefined || standby === undefined) return null;
        const { snapshot } = task.headroom;
        const apart = separation(snapshot, main.candidate.element, standby.candidate.element);
        return { main, standby, separation: apart };
      };
      const pair = cheaper([way(mains.get(a), standbys.get(b)), way(mains.get(b), standbys.get(a))]);
      if (pair !== null && isDualSource(pair.separation) === (kind === 'mv-dual-source')) pairs.push(pair);
    }
  });
  return pairs.sort((a, b) => cost(a) - cost(b) || routeM(a) - routeM(b));
}

function because(task: PlanTask, { main, standby, separation: apart }: Pair): Because[] {
  const { rule } = task.pack.search.pairs;
  return [
    ...[main, standby].flatMap(({ candidate }) => [reachOf(task, candidate), ...buildingOf(candidate)]),
    {
      key: 'main-and-standby',
      values: { mainKva: main.candidate.kva, standbyKva: standby.candidate.kva },
      rule,
    },
    ...(apart.oneLossTakesBoth === false ? [{ key: 'no-station-takes-both', values: {}, rule }] : []),
  ];
}

function proposeOn(task: PlanTask, kind: PlanKind, pair: Pair, lines: ApartLines): Proposal {
  const { level, shared, unproven } = pair.separation;
  const { main, standby } = lines;
  return {
    kind,
    suppliesKva: task.brief.needKva,
    supplies: [
      { role: 'main', capacityKva: main.candidate.kva, ...main },
      { role: 'standby', capacityKva: standby.candidate.kva, ...standby },
    ],
    works: pairWorks(task, main.candidate, standby.candidate),
    // A straight line does not tell whether the two share a trench or poles.
    independence: { level, shared, unproven: lines.shared === null ? [...unproven, 'corridor'] : unproven },
    transfer: null,
    because: [...because(task, pair), ...corridorReasons(task, lines)],
  };
}

/** A pair on the cheapest route of each; that the two keep apart, for no less, is worked out where it could be shown. */
const propose = (task: PlanTask, kind: PlanKind, pair: Pair): Proposal => ({
  ...proposeOn(task, kind, pair, { main: pair.main, standby: pair.standby, shared: null }),
  refine: () => proposeOn(task, kind, pair, apartLines(task, [pair.main, pair.standby])),
});

/** Feeders that would take the supply but stand in no pair of the kind. */
function alone(task: PlanTask, kind: PlanKind, mains: Map<string, Leg>, pairs: readonly Pair[]): Missed[] {
  const paired = new Set(
    pairs.flatMap(({ main, standby }) => [main, standby].map(({ candidate }) => feederKey(task, candidate))),
  );
  const miss = { code: 'no-independent-partner', threshold: null, actual: null, unit: null };
  return [...mains]
    .filter(([key]) => !paired.has(key))
    .map(([, { candidate }]) => missedAt(kind, candidate, miss));
}

/**
 * The kinds that are two supplies on different feeders, each the cheapest way to its feeder. Two power sources where no
 * station known takes both with it, a double circuit elsewhere; the cheapest pairs, as many as may be shown.
 *
 * @cost O(feeders in reach²) separations, after one look around per way.
 */
export const pairOf =
  (kind: 'mv-dual-source' | 'mv-dual-circuit'): Kind =>
  (task) => {
    const mains = legs(task, task.brief.needKva);
    const standbys = legs(task, standbyKva(task));
    const pairs = pairsOf(task, kind, mains.legs, standbys.legs);
    return {
      proposals: pairs.slice(0, task.request.maxPlans).map((pair) => propose(task, kind, pair)),
      missed: [...mains.missed, ...alone(task, kind, mains.legs, pairs)],
    };
  };
