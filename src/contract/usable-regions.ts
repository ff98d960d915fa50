import type { Caller } from './claims.ts';
import type { Planner } from '../model/planner.ts';

type Region = ReturnType<Planner['regions']>[number];

/** Loaded regions that the caller may use, by id. */
export const usableRegions = (planner: Pick<Planner, 'regions'>, { regions }: Caller): readonly Region[] =>
  planner.regions().filter(({ id }) => regions === '*' || regions.includes(id));
