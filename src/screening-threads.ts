import type { Logger } from 'pino';
import type { Planner } from './model/planner.ts';
import type { ScreeningBook } from './model/screening.ts';
import { keepScreening } from './planning/screening/keep-screening.ts';
import { Pool, type PoolOptions } from './worker/pool.ts';

/** Parts that may wait for a thread: far more than are ever taken at once. */
const QUEUE = 1_000;
/** Longest time a part may take, ms: far beyond what its sites need on a machine that has no time for them. */
const DEADLINE_MS = 600_000;

/**
 * MB of young objects per thread, four times what Node gives. Plan sets leave much garbage, and the collector's helpers take
 * the cores that the threads would use. The memory is held only while something is screened.
 */
const YOUNG_MB = 192;

/**
 * Threads for sites that nobody waits for.
 *
 * @param besides whether this process serves requests too: then these threads let every other one go first, begin when
 *        there is something to screen, and end when there is not.
 */
export const screeningPool = (
  { data, packs, threads }: Pick<PoolOptions, 'data' | 'packs' | 'threads'>,
  besides: boolean,
): Pool =>
  new Pool({
    data,
    packs,
    threads,
    maxQueue: QUEUE,
    deadlineMs: DEADLINE_MS,
    background: besides,
    youngMb: YOUNG_MB,
  });

/** One snapshot on show in several pools: its columns are the same memory, so a change reaches all at once. */
export const showIn = (first: Pool, ...others: readonly Pool[]): Pick<Pool, 'show' | 'apply'> => ({
  show: async (buffer) => {
    for (const pool of [first, ...others]) await pool.show(buffer);
  },
  apply: (region, rules, changes) => first.apply(region, rules, changes),
});

/** Takes part in the screenings of the record. @returns stops, once what is under way is done. */
export const keepScreeningFor = (
  book: ScreeningBook,
  planner: Planner,
  { threads, logger }: { readonly threads: number; readonly logger: Logger },
): (() => Promise<void>) =>
  keepScreening({
    book,
    planner,
    atOnce: threads + 1,
    now: () => new Date(),
    onDone: ({ screeningId, chunk }) => {
      logger.debug({ screeningId, part: chunk }, 'part screened');
    },
    onFault: ({ screeningId, region }, sites) => {
      const faults = sites.map(({ line, detail }) => ({ line, detail }));
      logger.error({ screeningId, region, faults }, 'sites could not be screened');
    },
    onFailed: (error) => {
      logger.error({ err: error }, 'a part of a screening could not be done now');
    },
  });
