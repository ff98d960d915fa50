import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { CapacityRules } from '../model/capacity-rules.ts';
import type { SupplyRequest } from '../model/demand.ts';
import type { CapacityMapQuery, FinishedMap } from '../model/capacity-map.ts';
import type { RoomQuery } from '../model/features.ts';
import type { Place } from '../model/geometry.ts';
import {
  type Answer,
  type CapacityListQuery,
  type ChainQuery,
  type Declined,
  Overloaded,
  type Planner,
  type PolicySummary,
  type PowerSourcesQuery,
} from '../model/planner.ts';
import type { LedgerChange } from '../model/ledger-change.ts';
import { EXTENT_MARGIN_M } from '../model/region-extent.ts';
import type { GridFiguresQuery } from '../model/grid-figures.ts';
import type { Role } from '../model/role.ts';
import type { JointAsk, ScreenAsk } from '../model/screening.ts';
import type { FinishedTile, TileQuery } from '../model/tiles.ts';
import type { WarningsFound } from '../model/warning.ts';
import type { WarningsQuery } from '../model/warnings-query.ts';
import type { WhatIfQuery } from '../model/what-if.ts';
import type { Pack } from '../policy/pack.ts';
import { applyLedgerChanges } from '../snapshot/apply-ledger-changes.ts';
import { distanceToHullM } from '../snapshot/extent.ts';
import { Snapshot } from '../snapshot/open.ts';
import { type JointThread, JointThreads } from './joint-threads.ts';
import type {
  RegionTask,
  SharedSnapshot,
  ThreadAnswer,
  ThreadData,
  ThreadStart,
  ThreadTask,
  TileTask,
} from './messages.ts';
import { GOES_FIRST, WaitingTasks } from './waiting-tasks.ts';

export interface PoolOptions {
  readonly data: ThreadData;
  /** The packs of `data`, parsed: what is in force. */
  readonly packs: readonly Pack[];
  readonly threads: number;
  /** Tasks that may wait; one more is refused as overload. */
  readonly maxQueue: number;
  /** Milliseconds after which nobody waits for an answer any more. */
  readonly deadlineMs: number;
  /** Work that nobody waits for: threads begin when there is some, end when there is none, and let all others go first. */
  readonly background?: boolean;
  /** MB per thread for objects that were just made; left out = as Node has it, 48. With more the collector comes less often. */
  readonly youngMb?: number;
}

// Node 20 runs no TypeScript in threads: from source, the compiled file of the same name serves.
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/worker/entry.js' : './entry.js',
  import.meta.url,
);

/** After so many turns a thread that never came free opens the snapshot when it is asked. */
const OPENING_ROUNDS = 50;

/** A background thread that nobody needed so long ends, ms. */
const IDLE_MS = 30_000;

/** Why a task's flag is raised. */
const CALLER_GONE = 1;
const TOO_LATE = 2;

/** A task before it has its snapshot and flag. */
type Unaddressed<T> = T extends unknown ? Omit<T, 'snapshot' | 'cancelled'> : never;

/** The parent side of the searching threads: holds the current snapshots, queues tasks, hands back finished answers. */
export class Pool implements Planner {
  readonly #options: PoolOptions;
  readonly #piscina: Piscina<ThreadTask, ThreadAnswer>;
  readonly #regions = new Map<string, { shared: SharedSnapshot; snapshot: Snapshot }>();
  readonly #joint = new JointThreads();
  #built = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    const { threads, background = false } = options;
    this.#piscina = this.#start(background ? 0 : threads, threads);
  }

  #start(minThreads: number, maxThreads: number): Piscina<ThreadTask, ThreadAnswer> {
    const { maxQueue, data, background = false, youngMb } = this.#options;
    return new Piscina<ThreadTask, ThreadAnswer>({
      filename: fileURLToPath(ENTRY),
      minThreads,
      maxThreads,
      maxQueue,
      taskQueue: new WaitingTasks(),
      // Without it a task that finds every thread busy goes to the end of the queue, again and again.
      stricterFIFO: true,
      idleTimeout: IDLE_MS,
      resourceLimits: youngMb === undefined ? {} : { maxYoungGenerationSizeMb: youngMb },
      workerData: Object.assign({ givesWay: background }, data) satisfies ThreadStart,
    });
  }

  /**
   * Makes a snapshot the region's current one, once every thread has opened it: one after the other, so that the rest
   * goes on answering from the one before. Tasks under way finish on the one they started with.
   */
  async show(buffer: SharedArrayBuffer): Promise<void> {
    const snapshot = new Snapshot(buffer);
    const { region, version } = snapshot.meta;
    const shared = { region, key: `${region}/${version}/${this.#built++}`, buffer };
    const isFirst = !this.#regions.has(region);
    if (this.#options.background !== true)
      await this.#openEverywhere(shared, isFirst ? this.#options.threads : 1);
    this.#regions.set(region, { shared, snapshot });
  }

  /**
   * A thread cannot be chosen. Of one task more than there are threads that know the snapshot, the others come back at
   * once, and one more thread opens it.
   *
   * @param atOnce how many threads may be busy with it at a time.
   */
  async #openEverywhere(snapshot: SharedSnapshot, atOnce: number): Promise<void> {
    const { threads } = this.#options;
    const opened = new Set<string>();
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    for (let round = 0; opened.size < threads && round < OPENING_ROUNDS; round++) {
      const tasks = Array.from({ length: Math.min(threads, opened.size + atOnce) }, () =>
        this.#piscina.run({ ask: 'open', snapshot, cancelled, role: 'planner' }),
      );
      // Where the queue is full, that thread opens it later.
      for (const done of await Promise.allSettled(tasks)) {
        if (done.status === 'fulfilled' && 'body' in done.value) opened.add(done.value.body);
      }
    }
  }

  /**
   * Brings a region's current snapshot to a later ledger version by what changed, for every thread at once. To be called
   * only while nobody fills its capacity columns.
   *
   * @returns false where the record has to be read instead, or no snapshot is shown.
   */
  apply(region: string, rules: CapacityRules, changes: readonly LedgerChange[]): boolean {
    const current = this.#regions.get(region);
    return current !== undefined && applyLedgerChanges(current.snapshot, rules, changes);
  }

  regionsAt(place: Place, regions: readonly string[] | '*'): readonly string[] {
    return [...this.#regions]
      .filter(([id]) => regions === '*' || regions.includes(id))
      .filter(
        ([, { snapshot }]) =>
          snapshot.hull.length > 0 && distanceToHullM(snapshot.hull, place) <= EXTENT_MARGIN_M,
      )
      .map(([id]) => id)
      .sort();
  }

  regions(): ReturnType<Planner['regions']> {
    return [...this.#regions.values()]
      .map(({ snapshot }) => {
        const { region, name, version, dataAsOf } = snapshot.meta;
        const lons = snapshot.hull.map(({ lon }) => lon);
        const lats = snapshot.hull.map(({ lat }) => lat);
        const bbox =
          lons.length === 0
            ? []
            : [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
        // Whoever runs this thread must not wait: it is what hears of a writer's end.
        return { id: region, name, version, ledgerVersion: snapshot.shownLedgerVersion, dataAsOf, bbox };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  policies(): readonly PolicySummary[] {
    return this.#options.packs.map(({ id, version, status, name, validFrom, validTo }) => ({
      id,
      version,
      status,
      name: name.zh,
      validFrom,
      validTo,
    }));
  }

  usualPolicy(): string {
    return this.#options.data.defaultPack;
  }

  supplyPlans(
    request: SupplyRequest,
    role: Role,
    include: readonly string[],
    signal?: AbortSignal,
  ): Promise<Answer> {
    return this.#run(request.region, { ask: 'supply-plans', request, role, include }, signal);
  }

  urgentPlans(request: SupplyRequest): Promise<Answer> {
    const task = { ask: 'supply-plans', request, role: 'manager', include: [], ...GOES_FIRST } as const;
    return this.#run(request.region, task);
  }

  screen(sites: ScreenAsk, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(sites.region, { ask: 'screen', sites, role }, signal);
  }

  async screenJointly(joint: JointAsk, role: Role): Promise<Answer> {
    const { screeningId, region, part, from } = joint;
    const thread = from === 0 ? this.#beginJoint(region) : await this.#joint.goOn(screeningId, from);
    if (thread === null) return { ok: false, code: 'not-ready', received: null, allowed: null };
    const { piscina, snapshot } = thread;
    const ask = 'screen-jointly';
    let answer: ThreadAnswer | null = null;
    try {
      answer = await this.#send(
        (cancelled) => ({ ask, joint, role, snapshot, cancelled }),
        undefined,
        piscina,
      );
    } finally {
      if (answer?.ok !== true) await this.#joint.close(thread);
    }
    if (!answer.ok) return answer;
    if (!('body' in answer)) throw new Error(`the thread answered ${ask} with something else`);
    await this.#joint.keep(screeningId, { piscina, snapshot, upTo: part + 1 });
    return answer;
  }

  jointUpTo(screeningId: string): number {
    return this.#joint.upTo(screeningId);
  }

  endJoint(screeningId: string): Promise<void> {
    return this.#joint.end(screeningId);
  }

  #beginJoint(region: string): JointThread {
    return this.#joint.begin({ piscina: this.#start(1, 1), snapshot: this.#current(region), upTo: 0 });
  }

  powerSources(query: PowerSourcesQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'power-sources', query, role }, signal);
  }

  capacityList(query: CapacityListQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'capacity-list', query, role }, signal);
  }

  async capacityMap(
    query: CapacityMapQuery,
    role: Role,
    signal?: AbortSignal,
  ): Promise<FinishedMap | Declined> {
    const snapshot = this.#current(query.region);
    const answer = await this.#send(
      (cancelled) => ({ ask: 'capacity-map', query, role, snapshot, cancelled }),
      signal,
    );
    if ('body' in answer || 'tile' in answer || 'batches' in answer)
      throw new Error('the thread answered a map with something else');
    return answer;
  }

  chain(query: ChainQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'chain', query, role }, signal);
  }

  whatIf(query: WhatIfQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'what-if', query, role }, signal);
  }

  room(query: RoomQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'room', query, role }, signal);
  }

  gridFigures(query: GridFiguresQuery, role: Role, signal?: AbortSignal): Promise<Answer> {
    return this.#run(query.region, { ask: 'grid-figures', query, role }, signal);
  }

  async warnings(query: WarningsQuery, role: Role, signal?: AbortSignal): Promise<WarningsFound | Declined> {
    const snapshot = this.#current(query.region);
    const answer = await this.#send(
      (cancelled) => ({ ask: 'warnings', query, role, snapshot, cancelled }),
      signal,
    );
    if ('body' in answer || 'tile' in answer || 'map' in answer)
      throw new Error('the thread answered warnings with something else');
    return answer;
  }

  async tile(query: TileQuery, role: Role, signal?: AbortSignal): Promise<FinishedTile | Declined> {
    const loaded = query.regions.flatMap((id) => this.#regions.get(id)?.shared ?? []);
    const regions = loaded.map(({ region }) => region);
    const task = (cancelled: Int32Array): TileTask => ({
      ask: 'tile',
      snapshots: loaded,
      query: { ...query, regions },
      role,
      cancelled,
    });
    const answer = await this.#send(task, signal);
    if ('body' in answer || 'map' in answer || 'batches' in answer)
      throw new Error('the thread answered a tile with something else');
    return answer;
  }

  load(): ReturnType<Planner['load']> {
    const { queueSize, threads, utilization } = this.#piscina;
    return { queued: queueSize, threads: threads.length, utilization };
  }

  /** Lets running and queued tasks finish, then ends the threads. */
  async close(): Promise<void> {
    await this.#joint.closeAll();
    await this.#piscina.close();
  }

  async #run(region: string, task: Unaddressed<RegionTask>, signal?: AbortSignal): Promise<Answer> {
    const snapshot = this.#current(region);
    const answer = await this.#send((cancelled) => ({ ...task, snapshot, cancelled }), signal);
    if ('tile' in answer || 'map' in answer || 'batches' in answer)
      throw new Error(`the thread answered ${task.ask} with something else`);
    return answer;
  }

  #current(region: string): SharedSnapshot {
    const current = this.#regions.get(region);
    if (current === undefined) throw new Error(`no snapshot of region ${region} is loaded`);
    return current.shared;
  }

  /** A flag cancels, an abort would kill the thread with its opened snapshots. */
  async #send(
    task: (cancelled: Int32Array) => ThreadTask,
    signal?: AbortSignal,
    piscina = this.#piscina,
  ): Promise<ThreadAnswer> {
    if (piscina.queueSize >= this.#options.maxQueue)
      throw new Overloaded(`${this.#options.maxQueue} tasks are waiting already`);
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (reason: number) => (): void => {
      Atomics.compareExchange(flag, 0, 0, reason);
    };
    const leave = cancel(CALLER_GONE);
    const expire = cancel(TOO_LATE);
    if (signal?.aborted === true) leave();
    signal?.addEventListener('abort', leave, { once: true });
    const deadline = setTimeout(expire, this.#options.deadlineMs);
    try {
      const answer = await piscina.run(task(flag));
      if (!answer.ok && Atomics.load(flag, 0) === TOO_LATE)
        throw new Overloaded(`waited longer than ${this.#options.deadlineMs} ms`);
      return answer;
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', leave);
    }
  }
}
