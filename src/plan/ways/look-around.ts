import type { Laying, Rejected, SourceKind } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import { detourM } from '../../search/straight-route.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type Miss, STARTS_AT, type Way, isLow, needCkva, reject } from './candidate.ts';
import { NO_BAY, chooseBay } from './choose-bay.ts';

const CABLE_ONLY: readonly SourceKind[] = ['rmu', 'switching-station', 'branch-box'];

function layingFor({ pack, request }: PlanTask, sourceKind: SourceKind): Laying {
  const { areaType } = request.customer;
  if (CABLE_ONLY.includes(sourceKind)) return 'cable';
  if (areaType === null) return pack.route.layingWhereUnknown;
  return pack.route.overheadIn.includes(areaType) ? 'overhead' : 'cable';
}

function outOfReach({ pack }: PlanTask, way: Way, routeM: number): Miss | null {
  const { maxRouteM } = pack.search.lvReach;
  return isLow(way) && routeM > maxRouteM
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
  const [threshold, actual] = [need / 100, (headroom.openCkva[element] ?? 0) / 100];
  const code = headroom.chainTakes(element, request.customer.category, need) ? 'not-secured' : 'no-room';
  return { code, threshold, actual: code === 'no-room' ? actual : null, unit: 'kVA' };
}

/** A source with what speaks against it, if anything; a lack of room is only said where nothing else does. */
interface Checked {
  readonly candidate: Candidate;
  readonly miss: Miss | null;
}

function check(task: PlanTask, way: Way, near: Near, sourceKind: SourceKind): Checked {
  const { source, distanceM } = near;
  const need = needCkva(task);
  const routeM = detourM(distanceM, task.pack.route.detourFactor);
  const choice = way === 'mv-bay' || way === 'mv-dedicated-feeder' ? chooseBay(task, source, need) : NO_BAY;
  const miss =
    outOfReach(task, way, routeM) ??
    onDedicatedFeeder(task, source) ??
    choice.miss ??
    noRoom(task, source, need);
  const candidate = {
    way,
    source,
    distanceM,
    routeM,
    laying: layingFor(task, sourceKind),
    bay: choice.bay,
    baysUnknown: choice.unknown,
    bayUnlisted: choice.unlisted,
    after: null,
  };
  return { candidate, miss };
}

/** How far a way looks, m: the request's radius, and the pack's for new outlets. */
const radiusOf = ({ request, pack }: PlanTask, way: Way): number =>
  way === 'mv-dedicated-feeder' ? pack.search.dedicatedFeeder.radiusM : request.radiusM;

/** What a way of connecting finds around a place; each in the order of distance, then id. */
export interface LookedAround {
  readonly candidates: readonly Candidate[];
  /** Sources that lack nothing but room. */
  readonly withoutRoom: readonly Candidate[];
  readonly rejected: readonly Rejected[];
}

/** Several kinds of plan ask for the same way: it is looked at once per request. */
const looked = new WeakMap<PlanTask['around'], Map<Way, LookedAround>>();

/**
 * Every source in reach where a way of connecting can start: those that pass, and those that do not with the figure
 * they missed.
 */
export function lookAround(task: PlanTask, way: Way): LookedAround {
  const ways = looked.get(task.around) ?? new Map<Way, LookedAround>();
  looked.set(task.around, ways);
  const known = ways.get(way);
  if (known !== undefined) return known;
  const candidates: Candidate[] = [];
  const withoutRoom: Candidate[] = [];
  const rejected: Rejected[] = [];
  const starts: readonly SourceKind[] = STARTS_AT[way];
  for (const near of task.around.within(radiusOf(task, way))) {
    const sourceKind = task.headroom.snapshot.sourceKind(near.source);
    if (!starts.includes(sourceKind)) continue;
    const { candidate, miss } = check(task, way, near, sourceKind);
    if (miss === null) candidates.push(candidate);
    else rejected.push(reject(task, way, near.source, miss));
    if (miss?.code === 'no-room') withoutRoom.push(candidate);
  }
  const found = { candidates, withoutRoom, rejected };
  ways.set(way, found);
  return found;
}
