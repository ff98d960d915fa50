import type { Place } from '../model/geometry.ts';
import type { Laying, Route } from '../model/plan.ts';

/**
 * The route where no roads are loaded: the straight line, lengthened by a detour factor.
 *
 * @returns length to 0.1 m, one part from the site to the source.
 */
export function straightRoute(site: Place, source: Place, laying: Laying, lengthM: number): Route {
  return { lengthM, straightLine: true, parts: [{ laying, lengthM, path: [site, source] }] };
}

/** Metres of a straight route: distance × detour factor, to 0.1 m, never shorter than the straight line. */
export const detourM = (distanceM: number, detourFactor: number): number =>
  Math.ceil(distanceM * detourFactor * 10 - 1e-6) / 10;
