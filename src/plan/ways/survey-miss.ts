import type { PlanTask } from '../context.ts';
import type { Miss } from './candidate.ts';

/**
 * What a site survey has against a place: it cannot be used, or carries less than is asked; `null` = nothing.
 *
 * @param placeId power source, or cable section.
 * @param kva capacity it is to carry.
 */
export function surveyMiss(
  { request: { surveyed = [] } }: PlanTask,
  placeId: string,
  kva: number,
): Miss | null {
  const found = surveyed.find((one) => one.placeId === placeId);
  if (found === undefined) return null;
  const { mostKva } = found;
  if (mostKva === null) return { code: 'ruled-out-by-survey', threshold: null, actual: null, unit: null };
  return kva <= mostKva
    ? null
    : { code: 'less-room-by-survey', threshold: kva, actual: mostKva, unit: 'kVA' };
}
