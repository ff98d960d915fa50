import type { Laying, PlanKind, Rejected, SourceKind } from '../model/plan.ts';
import type { NewBay } from '../search/chain.ts';
import { type Near, sourcesWithin } from '../search/sources-within.ts';
import { detourM } from '../search/straight-route.ts';
import type { PlanTask } from './context.ts';

/** A source that passed every check for one kind of plan. */
export interface Candidate {
  readonly kind: PlanKind;
  readonly source: number;
  readonly distanceM: number;
  readonly routeM: number;
  readonly laying: Laying;
  /** Bay taken into use, where the record lists them. */
  readonly bay: NewBay | null;
  /** The record does not say whether a bay is spare. */
  readonly baysUnknown: boolean;
  /** The record counts spare bays but lists none: the rating of the one taken is not known. */
  readonly bayUnlisted: boolean;
}

/** Why a source is not taken. */
export type Miss = Pick<Rejected, 'code' | 'threshold' | 'actual' | 'unit'>;

/** Where each kind of plan can start. */
const STARTS_AT: Readonly<Partial<Record<PlanKind, readonly SourceKind[]>>> = {
  'lv-tap': ['lv-point'],
  'lv-existing-transformer': ['distribution-transformer'],
  'mv-tee': ['pole', 'node'],
  'mv-bay': ['rmu', 'switching-station', 'branch-box'],
  'mv-dedicated-feeder': ['substation-bay'],
};

const CABLE_ONLY: readonly SourceKind[] = ['rmu', 'switching-station', 'branch-box'];

/** Needed capacity in ledger units, rounded up. */
export const needCkva = (task: PlanTask): number => Math.ceil(task.brief.needKva * 100 - 1e-6);

function layingFor({ pack, request }: PlanTask, sourceKind: SourceKind): Laying {
  const { areaType } = request.customer;
  if (CABLE_ONLY.includes(sourceKind)) return 'cable';
  if (areaType === null) return pack.route.layingWhereUnknown;
  return pack.route.overheadIn.includes(areaType) ? 'overhead' : 'cable';
}

function outOfReach({ pack }: PlanTask, kind: PlanKind, routeM: number): Miss | null {
  const { maxRouteM } = pack.search.lvReach;
  const low = kind === 'lv-tap' || kind === 'lv-existing-transformer';
  return low && routeM > maxRouteM
    ? { code: 'beyond-low-voltage-reach', threshold: maxRouteM, actual: routeM, unit: 'm' }
    : null;
}

function onDedicatedFeeder({ headroom }: PlanTask, source: number): Miss | null {
  const { snapshot } = headroom;
  const feeder = snapshot.columns.elementFeeder[snapshot.elementOf(source)] ?? -1;
  return feeder >= 0 && snapshot.columns.feederDedicated[feeder] === 1
    ? { code: 'dedicated-feeder', threshold: null, actual: null, unit: null }
    : null;
}

function noRoom({ headroom, request }: PlanTask, source: number, need: number): Miss | null {
  const element = headroom.snapshot.elementOf(source);
  if (headroom.takes(element, request.customer.category, need)) return null;
  return {
    code: 'no-room',
    threshold: need / 100,
    actual: (headroom.openCkva[element] ?? 0) / 100,
    unit: 'kVA',
  };
}

interface BayChoice {
  readonly bay: NewBay | null;
  readonly unknown: boolean;
  readonly unlisted: boolean;
  readonly miss: Miss | null;
}

const NO_BAY: BayChoice = { bay: null, unknown: false, unlisted: false, miss: null };

/** The first listed spare bay that is large enough, else the first of unknown rating. */
function chooseBay({ headroom, pack }: PlanTask, source: number, need: number): BayChoice {
  const { snapshot, rules } = headroom;
  const { sourceSpareBays, reservedBays, bayStart, bayId, bayRatingCkva, bayBreakingKa } = snapshot.columns;
  const counted = sourceSpareBays[source] ?? -1;
  if (counted < 0) return { ...NO_BAY, unknown: true };
  // Each case in flight there will take one; whether the books' count is net of them nobody says.
  const spare = Math.max(0, counted - (reservedBays[source] ?? 0));
  const { minSpareBays } = pack.search;
  if (spare < minSpareBays) {
    return { ...NO_BAY, miss: { code: 'no-spare-bay', threshold: minSpareBays, actual: spare, unit: 'bay' } };
  }
  const listed = Array.from(
    { length: (bayStart[source + 1] ?? 0) - (bayStart[source] ?? 0) },
    (_, i): NewBay => {
      const at = (bayStart[source] ?? 0) + i;
      return {
        id: snapshot.string(bayId[at] ?? 0),
        ratingCkva: bayRatingCkva[at] ?? -1,
        breakingKa: bayBreakingKa[at] ?? NaN,
      };
    },
  );
  if (listed.length === 0) return { ...NO_BAY, unlisted: true };
  const usable = (bay: NewBay): number => Math.floor(bay.ratingCkva * rules.usableShare.bay + 1e-6);
  const bay =
    listed.find((one) => one.ratingCkva >= 0 && usable(one) >= need) ??
    listed.find((one) => one.ratingCkva < 0);
  if (bay !== undefined) return { ...NO_BAY, bay };
  const largest = Math.max(...listed.map(usable));
  return {
    ...NO_BAY,
    miss: { code: 'bay-too-small', threshold: need / 100, actual: largest / 100, unit: 'kVA' },
  };
}

function check(task: PlanTask, kind: PlanKind, near: Near, sourceKind: SourceKind): Candidate | Miss {
  const { source, distanceM } = near;
  const need = needCkva(task);
  const routeM = detourM(distanceM, task.pack.route.detourFactor);
  const choice = kind === 'mv-bay' || kind === 'mv-dedicated-feeder' ? chooseBay(task, source, need) : NO_BAY;
  const miss =
    outOfReach(task, kind, routeM) ??
    onDedicatedFeeder(task, source) ??
    choice.miss ??
    noRoom(task, source, need);
  if (miss !== null) return miss;
  return {
    kind,
    source,
    distanceM,
    routeM,
    laying: layingFor(task, sourceKind),
    bay: choice.bay,
    baysUnknown: choice.unknown,
    bayUnlisted: choice.unlisted,
  };
}

/** A miss at a source, as the answer lists it. */
export function reject({ headroom }: PlanTask, kind: PlanKind, source: number, miss: Miss): Rejected {
  const { snapshot } = headroom;
  return {
    nodeId: snapshot.sourceId(source),
    feederId: snapshot.feederIdOf(snapshot.elementOf(source)),
    kind,
    ...miss,
  };
}

/** How far a kind looks, m: the request's radius, and the pack's for new outlets. */
const radiusOf = ({ request, pack }: PlanTask, kind: PlanKind): number =>
  kind === 'mv-dedicated-feeder' ? pack.search.dedicatedFeeder.radiusM : request.radiusM;

/**
 * Every source in reach, checked for each kind of plan: those that pass, and those that do not with the figure they missed.
 *
 * @returns both in the order of distance, then id, kind by kind.
 */
export function lookAround(
  task: PlanTask,
  kinds: readonly PlanKind[],
): { candidates: Candidate[]; rejected: Rejected[] } {
  const candidates: Candidate[] = [];
  const rejected: Rejected[] = [];
  const within = new Map<number, readonly Near[]>();
  for (const kind of kinds) {
    const starts = STARTS_AT[kind] ?? [];
    const radiusM = radiusOf(task, kind);
    const nears = within.get(radiusM) ?? sourcesWithin(task.headroom.snapshot, task.request.site, radiusM);
    within.set(radiusM, nears);
    for (const near of nears) {
      const sourceKind = task.headroom.snapshot.sourceKind(near.source);
      if (!starts.includes(sourceKind)) continue;
      const outcome = check(task, kind, near, sourceKind);
      if ('code' in outcome) rejected.push(reject(task, kind, near.source, outcome));
      else candidates.push(outcome);
    }
  }
  return { candidates, rejected };
}
