import type { Piscina } from 'piscina';
import type { SharedSnapshot, ThreadAnswer, ThreadTask } from './messages.ts';

/** A thread that hears of no further part so long ends, ms: somebody else goes on with it. */
const IDLE_MS = 60_000;

/** The thread of one joint screening. */
export interface JointThread {
  readonly piscina: Piscina<ThreadTask, ThreadAnswer>;
  /** Of the snapshot it began on: it stays there. */
  readonly snapshot: SharedSnapshot;
  /** It counts what all parts before this one hold. */
  readonly upTo: number;
}

/** A thread that waits for its next part, and the clock that ends it. */
interface Waiting {
  readonly thread: JointThread;
  readonly idle: NodeJS.Timeout;
}

/** Threads of joint screenings: each is one screening's own, for it goes on counting what its sites hold. */
export class JointThreads {
  readonly #waiting = new Map<string, Waiting>();
  /** Those that wait and those at work. */
  readonly #all = new Set<JointThread['piscina']>();

  /** Up to before which part the waiting thread of a screening counts; 0 = there is none. */
  upTo(screeningId: string): number {
    return this.#waiting.get(screeningId)?.thread.upTo ?? 0;
  }

  begin(thread: JointThread): JointThread {
    this.#all.add(thread.piscina);
    return thread;
  }

  /**
   * The waiting thread that counts everything before a part, taken to work: until it is kept again nobody knows what it
   * counts. One that counts something else is ended; then `null`.
   */
  async goOn(screeningId: string, from: number): Promise<JointThread | null> {
    const thread = this.#take(screeningId);
    if (thread === undefined) return null;
    if (thread.upTo === from) return thread;
    await this.close(thread);
    return null;
  }

  /** Lets a thread wait for its next part, in place of another that went on with the same screening meanwhile. */
  async keep(screeningId: string, thread: JointThread): Promise<void> {
    await this.end(screeningId);
    // All are closed.
    if (!this.#all.has(thread.piscina)) return;
    const idle = setTimeout(() => void this.end(screeningId), IDLE_MS).unref();
    this.#waiting.set(screeningId, { thread, idle });
  }

  /** Ends the waiting thread of a screening, if there is one. */
  async end(screeningId: string): Promise<void> {
    const thread = this.#take(screeningId);
    if (thread !== undefined) await this.close(thread);
  }

  /** Ends a thread once it has answered. */
  async close({ piscina }: Pick<JointThread, 'piscina'>): Promise<void> {
    this.#all.delete(piscina);
    await piscina.close();
  }

  /** Ends all of them, those at work once they have answered. */
  async closeAll(): Promise<void> {
    for (const screeningId of this.#waiting.keys()) this.#take(screeningId);
    await Promise.all([...this.#all].map((piscina) => this.close({ piscina })));
  }

  #take(screeningId: string): JointThread | undefined {
    const found = this.#waiting.get(screeningId);
    clearTimeout(found?.idle);
    this.#waiting.delete(screeningId);
    return found?.thread;
  }
}
