import type { ClockAnswer } from '../../contract/clocks.ts';

/** The clock that runs or stands; at most one does. */
export const openClock = (clocks: readonly ClockAnswer[]): ClockAnswer | undefined =>
  clocks.find(({ metOn, endedOn }) => metOn === null && endedOn === null);

/** The pause that a clock stands in; a clock that was late before stands and is overdue. */
export const standingPause = ({ pauses }: ClockAnswer): ClockAnswer['pauses'][number] | undefined =>
  pauses.find(({ until }) => until === null);
