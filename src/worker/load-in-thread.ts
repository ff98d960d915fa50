import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState } from '../model/store.ts';
import type { LoadRegion, Loaded } from './load-region.ts';

/** What a loading thread is started with. */
export interface LoadingTask {
  readonly databaseUrl: string;
  readonly rules: CapacityRules;
  readonly folder: string | null;
  readonly state: RegionState;
  readonly shown: Pick<Loaded, 'buffer' | 'state'> | null;
}

/** Share of the machine's memory that a loading thread may fill with rows. */
const HEAP_SHARE = 0.5;

function run(entry: URL, task: LoadingTask): Promise<Loaded | null> {
  return new Promise((resolve, reject) => {
    const maxOldGenerationSizeMb = Math.floor((HEAP_SHARE * totalmem()) / 2 ** 20);
    const thread = new Worker(entry, { workerData: task, resourceLimits: { maxOldGenerationSizeMb } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`the loading thread ended with code ${code}`));
    });
  });
}

/**
 * Loads in a thread of its own, which ends afterwards: requests are answered meanwhile, and what the work took of memory
 * goes with the thread.
 *
 * @param entry module that answers a `LoadingTask` with what it loaded.
 */
export const loadInThread =
  (entry: URL, from: Pick<LoadingTask, 'databaseUrl' | 'rules' | 'folder'>): LoadRegion =>
  (state, shown) =>
    run(entry, {
      ...from,
      state,
      shown: shown === null ? null : { buffer: shown.buffer, state: shown.state },
    });
