import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState } from '../model/store.ts';
import { abandonLedger } from '../snapshot/ledger-version.ts';
import { Snapshot } from '../snapshot/open.ts';
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

const heapMb = (): number => Math.floor((HEAP_SHARE * totalmem()) / 2 ** 20);

/**
 * Loads in a thread of its own, which ends afterwards: requests are answered meanwhile, and what the work took of memory
 * goes with the thread.
 *
 * A thread that dies, as of lack of memory, is an error of its load; what is on show stays. Died it while it filled the
 * columns on show, their readers get an error until they are filled again.
 */
export class ThreadLoader {
  readonly #entry: URL;
  readonly #from: Pick<LoadingTask, 'databaseUrl' | 'rules' | 'folder'>;
  readonly #heapMb: number;
  readonly #threads = new Set<Worker>();
  #isStopped = false;

  /**
   * @param entry module that answers a `LoadingTask` with what it loaded.
   * @param mostHeapMb what a thread may fill with objects, MB.
   */
  constructor(
    entry: URL,
    from: Pick<LoadingTask, 'databaseUrl' | 'rules' | 'folder'>,
    mostHeapMb = heapMb(),
  ) {
    [this.#entry, this.#from, this.#heapMb] = [entry, from, mostHeapMb];
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
    const resourceLimits = { maxOldGenerationSizeMb: this.#heapMb };
    return new Promise((resolve, reject) => {
      const thread = new Worker(this.#entry, { workerData, resourceLimits });
      this.#threads.add(thread);
      let isLoaded = false;
      let cause: unknown = null;
      thread.once('message', (loaded: Loaded | null) => {
        isLoaded = true;
        resolve(loaded);
      });
      thread.once('error', (error) => {
        cause = error;
      });
      // Not before: until then the thread may be writing.
      thread.once('exit', (code) => {
        this.#threads.delete(thread);
        const error = isLoaded ? null : diedOf(cause, code, workerData.shown);
        if (this.#isStopped || error === null) resolve(null);
        else reject(error);
      });
    });
  }
}

/** What a thread that handed over nothing leaves behind: an error, and readers that wait no longer. */
function diedOf(cause: unknown, code: number, shown: LoadingTask['shown']): Error {
  const why = cause instanceof Error ? cause.message : `code ${code}`;
  const isHalf = shown !== null && abandonLedger(new Snapshot(shown.buffer).columns.ledger);
  const left = isHalf ? ', and left the figures on show half-way filled' : '';
  return new Error(`the loading thread ended${left}: ${why}`, { cause });
}
