import { type NearCable, cablesWithin } from '../../search/cables-within.ts';
import type { Snapshot } from '../../snapshot/open.ts';
import type { PlanTask } from '../context.ts';
import { type Candidate, type Cut, type Looked, type Missed, loadOf, missedAt } from './candidate.ts';
import { chainMiss } from './chain-miss.ts';
import { type LineRoute, byRoute } from './line-route.ts';
import { lineRoutes } from './line-routes.ts';
import { lineTooLarge } from './line-too-large.ts';
import { noRoute } from './no-route.ts';
import { surveyMiss } from './survey-miss.ts';
import type { Begin } from './ways-around.ts';

function cutOf(snapshot: Snapshot, { element, share }: NearCable): Cut {
  const lengthM = snapshot.columns.lineM[element] ?? NaN;
  return {
    sectionId: snapshot.elementId(element),
    share,
    alongM: Math.round(share * lengthM * 10) / 10,
  };
}

function candidateAt(
  task: PlanTask,
  near: NearCable,
  { kva, route }: Pick<Candidate, 'kva' | 'route'>,
): Candidate {
  const { snapshot } = task.headroom;
  const { element, at, distanceM } = near;
  return {
    way: 'mv-cut-in',
    source: snapshot.farEnd(element),
    element,
    at,
    kva,
    distanceM,
    routeM: route.lengthM,
    route,
    laying: 'cable',
    bay: null,
    baysUnknown: false,
    bayUnlisted: false,
    transformer: null,
    after: null,
    cut: cutOf(snapshot, near),
  };
}

/** Routes to the points where sections are nearest, by section. */
function routesTo(
  task: PlanTask,
  kva: number,
  nears: readonly NearCable[],
): ReadonlyMap<number, LineRoute | null> {
  const { elementKv } = task.headroom.snapshot.columns;
  const begins = nears.map(({ element, at, distanceM }): Begin => {
    const kv = elementKv[element] ?? NaN;
    return { id: element, at, kv, distanceM };
  });
  const { radiusM } = task.request;
  return lineRoutes(task, { way: 'mv-cut-in', kva, laying: 'cable', group: 'cables', radiusM }, begins);
}

/** Sections with their routes, the cheapest first; what the route or its line has against one is a miss. */
function routed(task: PlanTask, kva: number, nears: readonly NearCable[], missed: Missed[]): Candidate[] {
  const { snapshot } = task.headroom;
  const { radiusM } = task.request;
  const routes = routesTo(task, kva, nears);
  const found: Candidate[] = [];
  for (const near of nears) {
    const route = routes.get(near.element) ?? null;
    if (route === null) {
      const place = { source: snapshot.farEnd(near.element), cut: cutOf(snapshot, near) };
      const { distanceM } = near;
      missed.push(missedAt('mv-cut-in', place, noRoute(task, { radiusM, distanceM })));
      continue;
    }
    const candidate = candidateAt(task, near, { kva, route });
    const miss = lineTooLarge(task, candidate);
    if (miss === null) found.push(candidate);
    else missed.push(missedAt('mv-cut-in', candidate, miss));
  }
  return found.sort(byRoute);
}

/**
 * Every medium-voltage cable section in reach, at its nearest point: where a new ring main unit can be looped in, and
 * where not, with the figure that was missed. Overhead sections are not cut: they are teed at their poles. Routes are
 * searched for where there is room.
 *
 * @param kva capacity it is to carry.
 * @returns candidates by the cost of their route, its length, distance, then section; rejections by distance.
 */
export function lookAlong(task: PlanTask, kva: number): Looked {
  const { snapshot } = task.headroom;
  const load = loadOf(task, 'mv-cut-in', kva);
  const open: NearCable[] = [];
  const lacking: NearCable[] = [];
  const missed: Missed[] = [];
  for (const near of cablesWithin(snapshot, task.request.site, task.request.radiusM)) {
    const miss =
      surveyMiss(task, snapshot.elementId(near.element), kva) ?? chainMiss(task, near.element, load);
    if (miss === null) open.push(near);
    if (miss?.code === 'no-room') lacking.push(near);
    if (miss !== null)
      missed.push(
        missedAt('mv-cut-in', { source: snapshot.farEnd(near.element), cut: cutOf(snapshot, near) }, miss),
      );
  }
  return {
    candidates: routed(task, kva, open, missed),
    withoutRoom: () => routed(task, kva, lacking, []),
    missed,
  };
}
