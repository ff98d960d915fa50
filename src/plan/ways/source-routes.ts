import type { Laying } from '../../model/plan.ts';
import type { Near } from '../../search/sources-within.ts';
import type { PlanTask } from '../context.ts';
import { type Miss, type SourceWay, type Way, isLow } from './candidate.ts';
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

/** A source that a line of a laying may start at. */
interface Started extends Near {
  readonly laying: Laying;
}

/**
 * Routes of lines of a way and capacity to sources where such a line may start.
 *
 * @returns in their order; `null` where no route leads there.
 * @cost one bounded search per laying and size of conductor, for the sources whose routes are not known yet.
 */
export function sourceRoutes(
  task: PlanTask,
  { way, kva }: { way: SourceWay; kva: number },
  sources: readonly Started[],
): (LineRoute | null)[] {
  const { snapshot } = task.headroom;
  const byLaying = new Map<Laying, ReadonlyMap<number, LineRoute | null>>();
  for (const laying of new Set(sources.map((one) => one.laying))) {
    const begins = sources
      .filter((one) => one.laying === laying)
      .map(({ source, distanceM }): Begin => {
        const kv = snapshot.columns.sourceKv[source] ?? NaN;
        return { id: source, at: snapshot.placeOf(source), kv, distanceM };
      });
    const asked = { way, kva, laying, group: GROUPS[way], radiusM: radiusOf(task, way) };
    byLaying.set(laying, lineRoutes(task, asked, begins));
  }
  return sources.map(({ source, laying }) => byLaying.get(laying)?.get(source) ?? null);
}
