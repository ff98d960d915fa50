import { join } from 'node:path';
import type { Logger } from 'pino';
import { keepRunning } from './casework/keep-running.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import type { Store } from './model/store.ts';
import type { capacityRules } from './policy/pack.ts';
import { type Following, RecordFollower } from './worker/follow-record.ts';
import { ThreadLoader } from './worker/load-in-thread.ts';
import { loadRegion } from './worker/load-region.ts';

/** How often the record is asked for newer data, ms. */
export const FOLLOW_EVERY_MS = 2000;

export const snapshotFolder = ({ dataDir }: Config): string => join(dataDir, 'snapshots');

interface Followed extends Pick<Following, 'pool'> {
  readonly store: Store;
  readonly rules: ReturnType<typeof capacityRules>;
}

interface Beside {
  readonly logger: Logger;
  readonly closers: Closers;
}

/** How the regions of a record go on being followed, once each has been shown. */
export interface Kept {
  /** Looks whenever a region is heard to have moved, and now and then; a failed look is logged and tried again. */
  readonly keep: () => Promise<void>;
  /** Ends the loading of a region that may be under way. */
  readonly stop: () => Promise<void>;
}

/** Shows the regions of the record in a pool; afterwards they can be kept as the record moves. */
export async function followRegions(
  config: Config,
  { store, rules, pool }: Followed,
  { logger, closers }: Beside,
): Promise<Kept> {
  const { load, stop } = loaderFor(config, store, rules);
  closers.push(stop);
  const follower = new RecordFollower({ store, rules, pool, load, ...followedBy(config, logger) });
  store.hearCommitted((region, changes) => void follower.committed(region, changes));
  await follower.lookFirst();
  const keep = async (): Promise<void> => {
    const looking = keepRunning(
      async () => {
        await follower.look();
      },
      FOLLOW_EVERY_MS,
      (error) => {
        logger.error({ err: error }, 'the record could not be read');
      },
    );
    closers.push(looking.stop);
    closers.push(await store.hearMoves(looking.wake));
  };
  return { keep, stop };
}

/** Shows the regions of the record in a pool, once; what fails is thrown. */
export async function showRegions(config: Config, { store, rules, pool }: Followed): Promise<void> {
  const load = loadRegion({ store, rules, folder: snapshotFolder(config) });
  const quiet = { only: config.regions, onShown: () => undefined, onFailed: rethrow };
  await new RecordFollower({ store, rules, pool, load, ...quiet }).look();
}

const rethrow = (_region: string, error: unknown): never => {
  throw error;
};

// Node 20 runs no TypeScript in threads: from source, the compiled file of the same name serves.
const LOAD_THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/load-thread.js' : './load-thread.js',
  import.meta.url,
);

/** From a server a thread of its own loads; the embedded database has one user, which is this process's store. */
function loaderFor(
  config: Config,
  store: Store,
  rules: Followed['rules'],
): Pick<Kept, 'stop'> & Pick<Following, 'load'> {
  const { databaseUrl } = config;
  const folder = snapshotFolder(config);
  if (databaseUrl === null)
    return { load: loadRegion({ store, rules, folder }), stop: () => Promise.resolve() };
  const loader = new ThreadLoader(LOAD_THREAD, { databaseUrl, rules, folder });
  return { load: loader.load, stop: () => loader.stop() };
}

/** What the log says of the regions that are followed. */
const followedBy = (
  config: Config,
  logger: Logger,
): Omit<Following, 'store' | 'rules' | 'pool' | 'load'> => ({
  only: config.regions,
  onShown: ({ state, how, buffer, notes: { nowhere, low } }) => {
    const { id: region, dataVersion, ledgerVersion } = state;
    const level = how === 'followed' ? 'debug' : 'info';
    logger[level]({ region, dataVersion, ledgerVersion, bytes: buffer.byteLength }, `snapshot ${how}`);
    if (how === 'followed') return;
    if (nowhere.length > 0)
      logger.warn({ region, commitments: nowhere }, 'commitments at places that nothing feeds');
    if (low.length > 0) logger.info({ region, meters: low }, 'measured peaks below what they must carry');
  },
  onFailed: (region, error) => {
    logger.error({ err: error, region }, 'the region could not be loaded');
  },
});
