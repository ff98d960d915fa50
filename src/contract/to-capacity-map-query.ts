import type { z } from 'zod';
import type { CapacityMapQuery } from '../model/capacity-map.ts';
import type { capacityMapQuery } from './capacity-map.ts';

/** A checked query as the planner is asked; a day that was not given is today. */
export function toCapacityMapQuery(
  { bbox, f, radiusM, season, hour, asOf }: z.infer<typeof capacityMapQuery>,
  { region, today }: { readonly region: string; readonly today: string },
): CapacityMapQuery {
  const [west = 0, south = 0, east = 0, north = 0] = bbox;
  return { region, bbox: [west, south, east, north], form: f, radiusM, season, hour, asOf: asOf ?? today };
}
