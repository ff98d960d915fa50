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

/**
 * Loads in a thread of its own, which ends afterwards: requests are answered meanwhile, and what the work took of memory
 * goes with the thread.
 */
export class ThreadLoader {
  readonly #entry: URL;
  readonly #from: Pick<LoadingTask, 'databaseUrl' | 'rules' | 'folder'>;
  readonly #threads = new Set<Worker>();
  #isStopped = false;

  /** @param entry module that answers a `LoadingTask` with what it loaded. */
  constructor(entry: URL, from: Pick<LoadingTask, 'databaseUrl' | 'rules' | 'folder'>) {
    [this.#entry, this.#from] = [entry, from];
  }

  readonly load: LoadRegion = (state, shown) => {
    const before = shown === null ? null : { buffer: shown.buffer, state: shown.state };
    return this.#run({ ...this.#from, state, shown: before });
  };

  /** Gives up what is being loaded: nothing comes of it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(Array.from(this.#threads, (thread) => thread.terminate()));
  }

  #run(workerData: LoadingTask): Promise<Loaded | null> {
    const maxOldGenerationSizeMb = Math.floor((HEAP_SHARE * totalmem()) / 2 ** 20);
    return new Promise((resolve, reject) => {
      const thread = new Worker(this.#entry, { workerData, resourceLimits: { maxOldGenerationSizeMb } });
      this.#threads.add(thread);
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => {
        this.#threads.delete(thread);
        if (this.#isStopped) resolve(null);
        else reject(new Error(`the loading thread ended with code ${code}`));
      });
    });
  }
}
