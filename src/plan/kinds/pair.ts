import type { Because, PlanKind } from '../../model/plan.ts';
import { type Separation, areTwoSources, separation, supplyStation } from '../../search/independence.ts';
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

const cost = ({ main, standby }: Legs): number => main.likelyFen + standby.likelyFen;
const routeM = ({ main, standby }: Legs): number => main.candidate.routeM + standby.candidate.routeM;
const byCost = (a: Legs, b: Legs): number => cost(a) - cost(b) || routeM(a) - routeM(b);

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

/** A pair of legs before it is known to be among the cheapest. */
type Legs = Omit<Pair, 'separation'>;

/** Legs with the substation each hangs on. */
interface Placed {
  readonly leg: Leg;
  readonly station: number;
}

/** The cheapest pairs of a kind, and every feeder that stands in one. */
interface Paired {
  readonly pairs: readonly Pair[];
  readonly feeders: ReadonlySet<string>;
}

/** Keeps the first of the pairs by likely cost and length; of those alike, the ones that came first. */
class Cheapest {
  readonly #most: number;
  readonly pairs: Legs[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(pair: Legs): void {
    let at = this.pairs.length;
    while (at > 0 && byCost(pair, this.pairs[at - 1] ?? pair) < 0) at--;
    if (at >= this.#most) return;
    this.pairs.splice(at, 0, pair);
    this.pairs.length = Math.min(this.pairs.length, this.#most);
  }
}

function placed({ headroom }: PlanTask, found: ReadonlyMap<string, Leg>): Map<string, Placed> {
  const at = ({ candidate }: Leg): number => supplyStation(headroom.snapshot, candidate.element);
  return new Map([...found].map(([key, leg]) => [key, { leg, station: at(leg) }]));
}

/** A pair of feeders, the cheaper way round; `null` where neither way has both supplies. */
function cheaperWay(
  one: readonly [Placed | undefined, Placed | undefined],
  other: readonly [Placed | undefined, Placed | undefined],
): readonly [Placed, Placed] | null {
  const [a, b] = one;
  const [c, d] = other;
  const first = a === undefined || b === undefined ? null : ([a, b] as const);
  const second = c === undefined || d === undefined ? null : ([c, d] as const);
  if (first === null || second === null) return first ?? second;
  const fen = ([main, standby]: readonly [Placed, Placed]): number =>
    main.leg.likelyFen + standby.leg.likelyFen;
  return fen(second) < fen(first) ? second : first;
}

/** The pairs of feeders that are of a kind, by likely cost, length and feeders; as many as may be shown. */
function pairsOf(
  task: PlanTask,
  kind: PlanKind,
  legsOf: { readonly mains: ReadonlyMap<string, Leg>; readonly standbys: ReadonlyMap<string, Leg> },
): Paired {
  const { snapshot } = task.headroom;
  const mains = placed(task, legsOf.mains);
  const standbys = placed(task, legsOf.standbys);
  const keys = [...new Set([...mains.keys(), ...standbys.keys()])].sort();
  const cheapest = new Cheapest(task.request.maxPlans);
  const feeders = new Set<string>();
  keys.forEach((a, i) => {
    for (const b of keys.slice(i + 1)) {
      const way = cheaperWay([mains.get(a), standbys.get(b)], [mains.get(b), standbys.get(a)]);
      if (way === null) continue;
      const [main, standby] = way;
      if (areTwoSources(snapshot, main.station, standby.station) !== (kind === 'mv-dual-source')) continue;
      feeders.add(a).add(b);
      cheapest.add({ main: main.leg, standby: standby.leg });
    }
  });
  const pairs = cheapest.pairs.map(({ main, standby }): Pair => {
    const apart = separation(snapshot, main.candidate.element, standby.candidate.element);
    return { main, standby, separation: apart };
  });
  return { pairs, feeders };
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
function alone(kind: PlanKind, mains: ReadonlyMap<string, Leg>, paired: ReadonlySet<string>): Missed[] {
  const miss = { code: 'no-independent-partner', threshold: null, actual: null, unit: null };
  return [...mains]
    .filter(([key]) => !paired.has(key))
    .map(([, { candidate }]) => missedAt(kind, candidate, miss));
}

/**
 * The kinds that are two supplies on different feeders, each the cheapest way to its feeder. Two power sources where no
 * station known takes both with it, a double circuit elsewhere; the cheapest pairs, as many as may be shown.
 *
 * @cost O(feeders in reach²) comparisons, after one look around per way.
 */
export const pairOf =
  (kind: 'mv-dual-source' | 'mv-dual-circuit'): Kind =>
  (task) => {
    const mains = legs(task, task.brief.needKva);
    const standbys = legs(task, standbyKva(task));
    const { pairs, feeders } = pairsOf(task, kind, { mains: mains.legs, standbys: standbys.legs });
    return {
      proposals: pairs.map((pair) => propose(task, kind, pair)),
      missed: [...mains.missed, ...alone(kind, mains.legs, feeders)],
    };
  };
