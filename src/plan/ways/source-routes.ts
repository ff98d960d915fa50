import type { Laying, SourceKind } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import type { PlanTask } from '../context.ts';
import { type Miss, STARTS_AT, type SourceWay, type Way, isLow } from './candidate.ts';
import { layingFor } from './laying-for.ts';
import type { LineRoute } from './line-route.ts';
import { lineRoutes } from './line-routes.ts';
import { beyondLowVoltage } from './low-voltage-reach.ts';
import type { Begin, PlaceGroup } from './ways-around.ts';

/** What a line of a length misses: the reach of low voltage; `null` = nothing. */
export function outOfReach(task: PlanTask, way: SourceWay, element: number, routeM: number): Miss | null {
  return isLow(way) && way !== 'lv-new-transformer' ? beyondLowVoltage(task, element, routeM) : null;
}

/** How far a way looks, m: the request's radius, and the pack's for new outlets. */
export const radiusOf = ({ request, pack }: PlanTask, way: SourceWay): number =>
  way === 'mv-dedicated-feeder' ? pack.search.dedicatedFeeder.radiusM : request.radiusM;

/** Why a source is out of reach though its line were straight: no route is looked for then; `null` = it may be in reach. */
export const tooFarAnyway = (task: PlanTask, way: SourceWay, { source, distanceM }: Near): Miss | null =>
  task.roads === null ? null : outOfReach(task, way, task.headroom.snapshot.elementOf(source), distanceM);

/** Sources that lines of one voltage and reach start at: their routes are searched for together. */
const GROUPS: Readonly<Record<SourceWay, PlaceGroup>> = {
  'lv-tap': 'low',
  'lv-existing-transformer': 'low',
  'lv-new-transformer': 'medium',
  'mv-tee': 'medium',
  'mv-bay': 'medium',
  'mv-dedicated-feeder': 'outlets',
};

/** The group of places that a way begins at. */
export const groupOf = (way: Way): PlaceGroup => (way === 'mv-cut-in' ? 'cables' : GROUPS[way]);

const startsOf = (group: PlaceGroup): readonly SourceKind[] =>
  (Object.keys(GROUPS) as SourceWay[])
    .filter((way) => GROUPS[way] === group)
    .flatMap((way) => STARTS_AT[way]);

/** Every source that a line of a way and laying can start at, whatever speaks against it beside the way there. */
function beginsFor(task: PlanTask, way: SourceWay, laying: Laying): Begin[] {
  const { snapshot } = task.headroom;
  const kinds = startsOf(GROUPS[way]);
  return task.around.within(radiusOf(task, way)).flatMap(({ source, distanceM }): Begin[] => {
    const kind = snapshot.sourceKind(source);
    if (!kinds.includes(kind) || layingFor(task, kind) !== laying) return [];
    if (tooFarAnyway(task, way, { source, distanceM }) !== null) return [];
    const kv = snapshot.columns.sourceKv[source] ?? NaN;
    return [{ id: source, at: snapshot.placeOf(source), kv, distanceM }];
  });
}

/**
 * Routes of lines of a way, capacity and laying to every source where such a line can start.
 *
 * @returns by source; `null` where no route leads there, nothing where the source is too far anyway.
 */
export function sourceRoutes(
  task: PlanTask,
  { way, kva, laying }: { way: SourceWay; kva: number; laying: Laying },
): ReadonlyMap<number, LineRoute | null> {
  const asked = { way, kva, laying, group: GROUPS[way], radiusM: radiusOf(task, way) };
  return lineRoutes(task, asked, () => beginsFor(task, way, laying));
}
