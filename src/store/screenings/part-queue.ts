import type PgBoss from 'pg-boss';
import type { Db, Param, Queries, SqlRow } from '../db.ts';
import { textOf } from '../sql-row.ts';

/** A part of a screening in the queue. */
export interface PartJob {
  readonly jobId: string;
  readonly region: string;
  readonly screeningId: string;
  readonly part: number;
}

/** How the queue treats its jobs, s. */
export interface QueueTimes {
  /** A job that is not done after so long is given to somebody else: whoever had it may be dead. */
  readonly expireS: number;
  /** How often such jobs are looked for. */
  readonly maintainS: number;
  /** After so many tries, each after twice the wait of the one before, a part is given up. */
  readonly triesAgain: number;
}

/** A part is given up after some ten minutes. */
const TIMES: QueueTimes = { expireS: 60, maintainS: 5, triesAgain: 8 };

/** Schema of the queue's own tables, which pg-boss makes and brings up to date itself. */
const SCHEMA = 'jiedian_jobs';
/** Wait before the first further try. */
const AGAIN_AFTER_S = 2;
/** Where pg-boss puts what was tried too often. */
const GIVEN_UP = 'screening-given-up';

const queueOf = (region: string): string => `screening.${region}`;

type Executor = PgBoss.Db;

const toParam = (value: unknown): Param =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : ((value ?? null) as Param);

/** pg-boss's statements on our port: those in a transaction of their own are scripts. */
const executorOn = (on: Queries): Executor => ({
  executeSql: async (text, values) => {
    if (/^\s*begin\s*;/iu.test(text)) {
      await on.exec(text);
      return { rows: [] };
    }
    return { rows: [...(await on.query(text, ((values as unknown[] | undefined) ?? []).map(toParam)))] };
  },
});

/**
 * The queue of parts, kept by pg-boss on the record's own database: so a part enters the queue, and leaves it, in the
 * transaction that says so in the record. One queue per region: a process takes those of the regions it serves.
 */
export class PartQueue {
  readonly #db: Db;
  readonly #times: QueueTimes;
  #boss: Promise<PgBoss> | null = null;
  readonly #made = new Set<string>();

  constructor(db: Db, times: Partial<QueueTimes> = {}) {
    [this.#db, this.#times] = [db, Object.assign({}, TIMES, times)];
  }

  /** Makes the queue of a region. Never within a transaction: the embedded database would wait for itself. */
  async open(region: string): Promise<void> {
    const boss = await this.#started();
    for (const [name, deadLetter] of [
      [GIVEN_UP, null],
      [queueOf(region), GIVEN_UP],
    ] as const) {
      if (this.#made.has(name)) continue;
      await boss.createQueue(name, deadLetter === null ? { name } : { name, deadLetter });
      this.#made.add(name);
    }
  }

  /** Puts parts into the queue; the first of them come first, whichever screening they are of. */
  async send(on: Queries, jobs: readonly PartJob[]): Promise<void> {
    const boss = await this.#started();
    const inserts = jobs.map(({ jobId, region, screeningId, part }) => ({
      id: jobId,
      name: queueOf(region),
      data: { screeningId, part },
      priority: -part,
      retryLimit: this.#times.triesAgain,
      retryDelay: AGAIN_AFTER_S,
      retryBackoff: true,
      expireInSeconds: this.#times.expireS,
    }));
    await boss.insert(inserts, { db: executorOn(on) });
  }

  /** Takes jobs for this process. */
  async fetch(region: string, most: number): Promise<readonly PartJob[]> {
    await this.open(region);
    return this.#fetch(queueOf(region), region, most);
  }

  /** Takes a part that was tried too often, so that its screening can be told to have failed. */
  async fetchGivenUp(region: string): Promise<readonly PartJob[]> {
    await this.open(region);
    return this.#fetch(GIVEN_UP, region, 1);
  }

  /** Ends a job; of one that somebody else has ended nothing happens. */
  async complete(on: Queries, { region, jobId }: PartJob): Promise<void> {
    await (await this.#started()).complete(queueOf(region), jobId, {}, { db: executorOn(on) });
  }

  async completeGivenUp({ jobId }: PartJob): Promise<void> {
    await (await this.#started()).complete(GIVEN_UP, jobId);
  }

  /** Takes jobs that nobody needs any more out of the queue. */
  async cancel(on: Queries, region: string, jobIds: readonly string[]): Promise<void> {
    if (jobIds.length === 0) return;
    await (await this.#started()).cancel(queueOf(region), [...jobIds], { db: executorOn(on) });
  }

  /** Gives a job back: it is tried again later, or given up. */
  async fail({ region, jobId }: PartJob, why: string): Promise<void> {
    await (await this.#started()).fail(queueOf(region), jobId, { message: why });
  }

  async close(): Promise<void> {
    if (this.#boss === null) return;
    const boss = await this.#boss.catch(() => null);
    await boss?.stop({ graceful: false });
  }

  async #fetch(name: string, region: string, most: number): Promise<readonly PartJob[]> {
    const boss = await this.#started();
    // pg-boss takes every error of this statement for a clash of two processes, and says nothing of it.
    const failures: Error[] = [];
    const executor = executorOn(this.#db);
    const db: Executor = {
      // Its numeric column nobody reads.
      executeSql: async (text, values) => {
        try {
          return await executor.executeSql(
            `with fetched as (${text}) select id::text, data from fetched`,
            values,
          );
        } catch (error) {
          failures.push(error as Error);
          throw error;
        }
      },
    };
    const jobs = (await boss.fetch(name, { batchSize: most, db })) as unknown as readonly SqlRow[];
    const [failure] = failures;
    if (failure !== undefined) throw failure;
    return jobs
      .map((row) => {
        const { screeningId, part } = row['data'] as Pick<PartJob, 'screeningId' | 'part'>;
        return { jobId: textOf(row, 'id'), region, screeningId, part };
      })
      .sort((a, b) => a.part - b.part || (a.screeningId < b.screeningId ? -1 : 1));
  }

  /** Begun when it is first needed: it costs a few statements every few seconds. */
  #started(): Promise<PgBoss> {
    this.#boss ??= this.#start().catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }

  async #start(): Promise<PgBoss> {
    const { default: Boss } = await import('pg-boss');
    const boss = new Boss({
      db: executorOn(this.#db),
      schema: SCHEMA,
      schedule: false,
      maintenanceIntervalSeconds: this.#times.maintainS,
    });
    // What its upkeep meets is met by the next statement too, which tells it.
    boss.on('error', () => undefined);
    return boss.start();
  }
}
