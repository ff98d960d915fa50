import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StoreFault } from '../store-fault.ts';
import type { Reply, Request, Result, ThreadStart } from './protocol.ts';

/**
 * The compiled thread, also when this file runs as TypeScript: Node 20 runs no TypeScript in threads, and the
 * tests are started after a build.
 */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/store/embedded/thread.js' : './thread.js',
  import.meta.url,
);

/** The thread as its parent sees it. */
export interface Thread {
  /** One request at a time; rejects with `StoreFault`, also when the thread ends before it has answered. */
  ask(request: Request): Promise<Result>;
  hear(listener: (channel: string, payload: string) => void): void;
  /** Cuts off whatever runs. What was acknowledged is in the cluster's log and stays. */
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: Result) => void;
  readonly reject: (fault: StoreFault) => void;
}

/** The one request that waits for its answer, and the word that there will be no more answers. */
class Exchange {
  #waiting: Waiting | null = null;
  #ended: StoreFault | null = null;

  expect(send: () => void): Promise<Result> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      send();
    });
  }

  settle(reply: Exclude<Reply, { kind: 'heard' }>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (reply.kind === 'failed') waiting?.reject(new StoreFault(reply.message, { code: reply.code }));
    else waiting?.resolve(reply.kind === 'done' ? reply.result : {});
  }

  end(fault: StoreFault): void {
    this.#ended ??= fault;
    this.#waiting?.reject(this.#ended);
    this.#waiting = null;
  }
}

/** Starts the thread and waits until its database answers. */
export const startThread = async (given: ThreadStart): Promise<Thread> => {
  if (!existsSync(THREAD)) throw new StoreFault(`${fileURLToPath(THREAD)} is missing: run npm run build`);
  const worker = new Worker(THREAD, { workerData: given });
  const exchange = new Exchange();
  let tell: (channel: string, payload: string) => void = () => undefined;

  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'heard') tell(reply.channel, reply.payload);
    else exchange.settle(reply);
  });
  worker.on('error', (error) => {
    exchange.end(new StoreFault(`the embedded database failed: ${error.message}`, { cause: error }));
  });
  worker.on('exit', () => {
    exchange.end(new StoreFault('the embedded database is closed'));
  });

  await exchange.expect(() => undefined);
  return {
    ask: (request) =>
      exchange.expect(() => {
        worker.postMessage(request);
      }),
    hear: (listener) => {
      tell = listener;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
};
