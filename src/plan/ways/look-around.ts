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
  return {
    code: 'no-room',
    threshold: need / 100,
    actual: (headroom.openCkva[element] ?? 0) / 100,
    unit: 'kVA',
  };
}

/** A source as a candidate, or why it is none, whatever room it has. */
function check(task: PlanTask, way: Way, near: Near, sourceKind: SourceKind): Candidate | Miss {
  const { source, distanceM } = near;
  const need = needCkva(task);
  const routeM = detourM(distanceM, task.pack.route.detourFactor);
  const choice = way === 'mv-bay' || way === 'mv-dedicated-feeder' ? chooseBay(task, source, need) : NO_BAY;
  const miss = outOfReach(task, way, routeM) ?? onDedicatedFeeder(task, source) ?? choice.miss;
  if (miss !== null) return miss;
  return {
    way,
    source,
    distanceM,
    routeM,
    laying: layingFor(task, sourceKind),
    bay: choice.bay,
    baysUnknown: choice.unknown,
    bayUnlisted: choice.unlisted,
  };
}

/** How far a way looks, m: the request's radius, and the pack's for new outlets. */
const radiusOf = ({ request, pack }: PlanTask, way: Way): number =>
  way === 'mv-dedicated-feeder' ? pack.search.dedicatedFeeder.radiusM : request.radiusM;

/** Sources around a place for one way of connecting, each list in the order of distance, then id. */
interface Around {
  readonly candidates: readonly Candidate[];
  /** Those that lack room and nothing else; they are rejected too. */
  readonly lacking: readonly Candidate[];
  readonly rejected: readonly Rejected[];
}

/**
 * Every source in reach where a way of connecting can start: those that pass, and those that do not with the figure
 * they missed.
 */
export function lookAround(task: PlanTask, way: Way): Around {
  const candidates: Candidate[] = [];
  const lacking: Candidate[] = [];
  const rejected: Rejected[] = [];
  const need = needCkva(task);
  const starts: readonly SourceKind[] = STARTS_AT[way];
  for (const near of task.around.within(radiusOf(task, way))) {
    const sourceKind = task.headroom.snapshot.sourceKind(near.source);
    if (!starts.includes(sourceKind)) continue;
    const outcome = check(task, way, near, sourceKind);
    const miss = 'code' in outcome ? outcome : noRoom(task, near.source, need);
    if (miss !== null) rejected.push(reject(task, way, near.source, miss));
    if ('code' in outcome) continue;
    (miss === null ? candidates : lacking).push(outcome);
  }
  return { candidates, lacking, rejected };
}
