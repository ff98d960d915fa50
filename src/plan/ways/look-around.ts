import type { Laying, SourceKind } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import type { PlanTask } from '../context.ts';
import {
  type Candidate,
  type Looked,
  type Miss,
  type Missed,
  STARTS_AT,
  type SourceWay,
  loadOf,
  toCkva,
} from './candidate.ts';
import { chainMiss } from './chain-miss.ts';
import { type BayChoice, NO_BAY, chooseBay } from './choose-bay.ts';
import { layingFor } from './laying-for.ts';
import { type LineRoute, byRoute } from './line-route.ts';
import { lineTooLarge } from './line-too-large.ts';
import { newTransformer } from './new-transformer.ts';
import { noRoute } from './no-route.ts';
import { outOfReach, radiusOf, sourceRoutes, tooFarAnyway } from './source-routes.ts';

const CABINETS: readonly SourceKind[] = STARTS_AT['mv-bay'];

/** One way of connecting, and what it is to carry. */
interface Wanted {
  readonly way: SourceWay;
  readonly kva: number;
}

/** Whether the connection takes a bay: always at cabinets and substations, but for what hangs on low voltage. */
const takesBay = (way: SourceWay, sourceKind: SourceKind): boolean =>
  way === 'mv-dedicated-feeder' ||
  ((way === 'mv-bay' || way === 'lv-new-transformer') && CABINETS.includes(sourceKind));

/** The route to a source; a miss where there is none, or no need to look. */
function routeTo(task: PlanTask, { way, kva }: Wanted, near: Near, laying: Laying): LineRoute | Miss {
  const { source, distanceM } = near;
  const tooFar = tooFarAnyway(task, way, near);
  if (tooFar !== null) return tooFar;
  const radiusM = radiusOf(task, way);
  return sourceRoutes(task, { way, kva, laying }).get(source) ?? noRoute(task, { radiusM, distanceM });
}

/** A source with what speaks against it, if anything; a lack of room is only said where nothing else does. */
interface Checked {
  readonly candidate: Candidate;
  readonly miss: Miss | null;
}

function check(
  task: PlanTask,
  { way, kva }: Wanted,
  { source, distanceM }: Near,
  { route, laying }: Pick<Candidate, 'route' | 'laying'>,
): Checked {
  const { snapshot } = task.headroom;
  const element = snapshot.elementOf(source);
  const load = loadOf(task, way, kva);
  const sourceKind = snapshot.sourceKind(source);
  const choice: BayChoice = takesBay(way, sourceKind) ? chooseBay(task, source, toCkva(kva)) : NO_BAY;
  const transformer =
    way === 'lv-new-transformer'
      ? newTransformer(task, { nodeId: snapshot.sourceId(source), laying }, load)
      : null;
  const miss =
    outOfReach(task, way, element, route.lengthM) ??
    (transformer !== null && 'code' in transformer ? transformer : null) ??
    choice.miss ??
    chainMiss(task, element, load);
  const built = transformer !== null && 'code' in transformer ? null : transformer;
  const candidate = {
    ...{ way, source, element, kva, distanceM, routeM: route.lengthM, route, cut: null, after: null },
    transformer: built,
    at: snapshot.placeOf(source),
    laying,
    ...{ bay: choice.bay, baysUnknown: choice.unknown, bayUnlisted: choice.unlisted },
  };
  return { candidate, miss: miss ?? lineTooLarge(task, candidate) };
}

/**
 * Every source in reach where a way of connecting can start: those that pass, and those that do not with the figure
 * they missed.
 *
 * @param kva capacity it is to carry.
 * @returns candidates by the cost of their route, its length, distance, then id; rejections by distance, then id.
 */
export function lookAround(task: PlanTask, way: SourceWay, kva: number): Looked {
  const candidates: Candidate[] = [];
  const withoutRoom: Candidate[] = [];
  const missed: Missed[] = [];
  const starts: readonly SourceKind[] = STARTS_AT[way];
  for (const near of task.around.within(radiusOf(task, way))) {
    const sourceKind = task.headroom.snapshot.sourceKind(near.source);
    if (!starts.includes(sourceKind)) continue;
    const laying = layingFor(task, sourceKind);
    const route = routeTo(task, { way, kva }, near, laying);
    if ('code' in route) {
      missed.push({ kind: way, source: near.source, sectionId: null, miss: route });
      continue;
    }
    const { candidate, miss } = check(task, { way, kva }, near, { route, laying });
    if (miss === null) candidates.push(candidate);
    else missed.push({ kind: way, source: near.source, sectionId: null, miss });
    if (miss?.code === 'no-room') withoutRoom.push(candidate);
  }
  return { candidates: candidates.sort(byRoute), withoutRoom: withoutRoom.sort(byRoute), missed };
}
