import type { Service } from './service.ts';

/** What came of requests in one stretch of time. */
export interface Stretch {
  readonly ms: readonly number[];
  readonly failed: number;
}

/** Asks for power sources at one place after the other, a few requests at a time, until it is stopped. */
export class SteadyLoad {
  readonly #service: Service;
  readonly #paths: readonly string[];
  #ms: number[] = [];
  #failed = 0;
  #isStopped = false;
  readonly #runs: Promise<void>[];

  constructor(service: Service, paths: readonly string[], atOnce: number) {
    [this.#service, this.#paths] = [service, paths];
    this.#runs = Array.from({ length: atOnce }, (_, i) => this.#run(i));
  }

  /** What came since the last call. */
  take(): Stretch {
    const taken = { ms: this.#ms.sort((a, b) => a - b), failed: this.#failed };
    [this.#ms, this.#failed] = [[], 0];
    return taken;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#runs);
  }

  async #run(first: number): Promise<void> {
    for (let i = first; !this.#isStopped; i++) {
      const from = performance.now();
      const isGood = await this.#ask(this.#paths[i % this.#paths.length] ?? '');
      this.#ms.push(performance.now() - from);
      if (!isGood) this.#failed++;
      // Below what the service can take: a queue that grows by itself would say nothing of the swap.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #ask(path: string): Promise<boolean> {
    try {
      const headers = { authorization: `Bearer ${this.#service.token}` };
      const response = await fetch(`${this.#service.url}${path}`, { headers });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
