import type { PlanTask } from '../context.ts';
import type { Miss } from './candidate.ts';
import { routeReachM } from './line-routes.ts';

/** No way leads to a place so far away: it, the site, or all between lies behind forbidden ground or buildings. */
export const noRoute = (
  task: PlanTask,
  { radiusM, distanceM }: { radiusM: number; distanceM: number },
): Miss => ({
  code: 'no-route',
  threshold: routeReachM(task, radiusM),
  actual: Math.round(distanceM * 10) / 10,
  unit: 'm',
});
