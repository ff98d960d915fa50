import type { SeasonChoice } from './capacity-rules.ts';

/** When room is asked for. */
export interface AskedWhen {
  /** Left out = that of the pack. */
  readonly season?: SeasonChoice | undefined;
  /** Hour of the day, 0…23; left out = the day's peak. */
  readonly hour?: number | undefined;
}
