import type { Laying, SourceKind } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import type { PlanTask } from '../context.ts';
import {
  type Candidate,
  type Looked,
  type Miss,
  type Missed,
  type NewTransformer,
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
import { surveyMiss } from './survey-miss.ts';

const CABINETS: readonly SourceKind[] = STARTS_AT['mv-bay'];

/** One way of connecting, and what it is to carry. */
interface Wanted {
  readonly way: SourceWay;
  readonly kva: number;
}

/** A source that nothing but its route, and perhaps a lack of room, speaks against. */
interface Standing {
  readonly near: Near;
  readonly laying: Laying;
  readonly choice: BayChoice;
  readonly transformer: NewTransformer | null;
}

/** Whether the connection takes a bay: always at cabinets and substations, but for what hangs on low voltage. */
const takesBay = (way: SourceWay, sourceKind: SourceKind): boolean =>
  way === 'mv-dedicated-feeder' ||
  ((way === 'mv-bay' || way === 'lv-new-transformer') && CABINETS.includes(sourceKind));

/** What survey, place, bay and transformer have against a source; what is left otherwise. */
function stand(task: PlanTask, { way, kva }: Wanted, near: Near, sourceKind: SourceKind): Standing | Miss {
  const against =
    surveyMiss(task, task.headroom.snapshot.sourceId(near.source), kva) ?? tooFarAnyway(task, way, near);
  if (against !== null) return against;
  const laying = layingFor(task, sourceKind);
  let transformer: NewTransformer | null = null;
  if (way === 'lv-new-transformer') {
    const nodeId = task.headroom.snapshot.sourceId(near.source);
    const found = newTransformer(task, { nodeId, laying }, loadOf(task, way, kva));
    if ('code' in found) return found;
    transformer = found;
  }
  const choice = takesBay(way, sourceKind) ? chooseBay(task, near.source, toCkva(kva)) : NO_BAY;
  return choice.miss ?? { near, laying, choice, transformer };
}

function candidateAt(
  { headroom }: PlanTask,
  { way, kva }: Wanted,
  at: Standing,
  route: LineRoute,
): Candidate {
  const { snapshot } = headroom;
  const { near, laying, choice, transformer } = at;
  return {
    way,
    source: near.source,
    element: snapshot.elementOf(near.source),
    at: snapshot.placeOf(near.source),
    kva,
    distanceM: near.distanceM,
    routeM: route.lengthM,
    route,
    laying,
    bay: choice.bay,
    baysUnknown: choice.unknown,
    bayUnlisted: choice.unlisted,
    transformer,
    cut: null,
    after: null,
  };
}

/** Sources with their routes, the cheapest first; what the route or its line has against one is a miss. */
function routed(
  task: PlanTask,
  wanted: Wanted,
  standing: readonly Standing[],
  missed: Missed[],
): Candidate[] {
  const { way, kva } = wanted;
  const routes = sourceRoutes(
    task,
    wanted,
    standing.map(({ near, laying }) => ({ laying, ...near })),
  );
  const found: Candidate[] = [];
  standing.forEach((one, i) => {
    const { source, distanceM } = one.near;
    const route = routes[i] ?? null;
    const miss = (code: Miss): void => void missed.push({ kind: way, source, sectionId: null, miss: code });
    if (route === null) {
      miss(noRoute(task, { radiusM: radiusOf(task, way), distanceM }));
      return;
    }
    const candidate = candidateAt(task, { way, kva }, one, route);
    const against = outOfReach(task, way, candidate.element, route.lengthM) ?? lineTooLarge(task, candidate);
    if (against === null) found.push(candidate);
    else miss(against);
  });
  return found.sort(byRoute);
}

const nearsFor = (task: PlanTask, way: SourceWay): readonly Near[] =>
  way === 'mv-dedicated-feeder'
    ? task.around.outletsWithin(radiusOf(task, way))
    : task.around.within(radiusOf(task, way));

/**
 * Every source in reach where a way of connecting can start: those that pass, and those that do not with the figure
 * they missed. What is cheap to tell is looked at first, so that routes are searched for where there is room.
 *
 * @param kva capacity it is to carry.
 * @returns candidates by the cost of their route, its length, distance, then id; rejections by distance, then id.
 */
export function lookAround(task: PlanTask, way: SourceWay, kva: number): Looked {
  const { snapshot } = task.headroom;
  const wanted = { way, kva };
  const load = loadOf(task, way, kva);
  const starts: readonly SourceKind[] = STARTS_AT[way];
  const open: Standing[] = [];
  const lacking: Standing[] = [];
  const missed: Missed[] = [];
  for (const near of nearsFor(task, way)) {
    const sourceKind = snapshot.sourceKind(near.source);
    if (!starts.includes(sourceKind)) continue;
    const one = stand(task, wanted, near, sourceKind);
    const miss = 'code' in one ? one : chainMiss(task, snapshot.elementOf(near.source), load);
    if (!('code' in one) && miss === null) open.push(one);
    if (!('code' in one) && miss?.code === 'no-room') lacking.push(one);
    if (miss !== null) missed.push({ kind: way, source: near.source, sectionId: null, miss });
  }
  return {
    candidates: routed(task, wanted, open, missed),
    // Only where too few feeders have room does anybody ask.
    withoutRoom: () => routed(task, wanted, lacking, []),
    missed,
  };
}
