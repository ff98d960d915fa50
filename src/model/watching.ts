import type { Declined } from './planner.ts';
import type { WarningCounts } from './warning.ts';

/** Keeps looking at what has to be warned of. */
export interface Watching {
  /**
   * Looks at a region, unless it has just been looked at and has not moved since.
   *
   * @returns what the planner declined; `null` = the record of warnings is of now.
   */
  look(region: string, signal?: AbortSignal): Promise<Declined | null>;
  /** How many of each kind stood at the last look, by region. */
  counts(): ReadonlyMap<string, WarningCounts>;
}
