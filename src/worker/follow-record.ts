import type { CapacityRules } from '../model/capacity-rules.ts';
import type { LedgerChange } from '../model/ledger-change.ts';
import type { RegionState, Store } from '../model/store.ts';
import type { LoadRegion, Loaded } from './load-region.ts';
import { ledgerSteps } from './ledger-steps.ts';
import type { Pool } from './pool.ts';

export interface Following {
  readonly store: Pick<Store, 'regions' | 'ledgerChanges'>;
  /** How commitments weigh at each element: those that `load` fills the columns by. */
  readonly rules: CapacityRules;
  readonly load: LoadRegion;
  readonly pool: Pick<Pool, 'show' | 'apply'>;
  /** Regions to load; `null` = all. */
  readonly only: readonly string[] | null;
  /** Told of every snapshot that is shown from now on. */
  readonly onShown: (shown: Loaded) => void;
  /** Told of a region that could not be shown; the others are, and it is tried again at the next look. */
  readonly onFailed: (region: string, error: unknown) => void;
}

/** Looks that a region rests at most after it failed: a minute, where one is made every two seconds. */
const MOST_LOOKS_AT_REST = 31;

/** A state that could not be shown. */
interface FailedState {
  readonly state: RegionState;
  readonly times: number;
  /** Looks to go until it is tried again. */
  readonly rests: number;
}

/** Keeps a pool's snapshots in step with the record. */
export class RecordFollower {
  readonly #following: Following;
  readonly #shown = new Map<string, Loaded>();
  readonly #failed = new Map<string, FailedState>();
  #failure: Error | null = null;
  /** Regions whose columns may be being written. */
  readonly #underWay = new Set<string>();
  /** Regions in which this process has shown commitments of its own since the last look began. */
  readonly #ahead = new Set<string>();

  constructor(following: Following) {
    this.#following = following;
  }

  /**
   * The first look: better no service, and the reason said, than one that can answer nothing.
   *
   * @throws what kept a region from being shown, where none could be.
   */
  async lookFirst(): Promise<void> {
    await this.look();
    if (this.#shown.size === 0 && this.#failure !== null) throw this.#failure;
  }

  /**
   * Shows every region whose data or ledger moved since the last look. One that fails again and again rests for more and
   * more looks, unless it moves: to load a province in vain every two seconds would take a core from everybody else.
   *
   * @returns how many were shown.
   */
  async look(): Promise<number> {
    const { store, only, onFailed } = this.#following;
    let moved = 0;
    this.#ahead.clear();
    for (const state of await store.regions()) {
      if ((only !== null && !only.includes(state.id)) || this.#isShown(state) || this.#sitsOut(state))
        continue;
      try {
        if (await this.#show(state)) moved++;
        this.#failed.delete(state.id);
      } catch (error) {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#noteFailed(state);
        onFailed(state.id, error);
      }
    }
    return moved;
  }

  /**
   * Shows at once what this process has committed itself. Where that cannot be, the next look brings it: at the latest
   * the one that the commit's own message calls for.
   *
   * @returns whether every thread sees it from now on.
   */
  committed(region: string, changes: readonly LedgerChange[]): boolean {
    const shown = this.#shown.get(region);
    if (shown === undefined || this.#underWay.has(region)) return false;
    this.#ahead.add(region);
    return this.#apply(region, shown, changes) !== null;
  }

  #apply(region: string, shown: Loaded, changes: readonly LedgerChange[]): Loaded | null {
    const { rules, pool } = this.#following;
    const last = changes.at(-1);
    if (last === undefined || !pool.apply(region, rules, changes)) return null;
    const { ledgerVersion, ledgerMark } = last;
    const followed: Loaded = {
      ...shown,
      state: { ...shown.state, ledgerVersion, ledgerMark },
      how: 'followed',
    };
    this.#shown.set(region, followed);
    return followed;
  }

  /** A state that was read before this process committed is behind what is shown. */
  #isShown({ id, dataVersion, ledgerVersion, ledgerMark }: RegionState): boolean {
    const shown = this.#shown.get(id)?.state;
    if (shown?.dataVersion !== dataVersion) return false;
    return shown.ledgerMark === ledgerMark || (this.#ahead.has(id) && shown.ledgerVersion > ledgerVersion);
  }

  #sitsOut(state: RegionState): boolean {
    const failed = this.#failed.get(state.id);
    if (failed === undefined || failed.rests === 0 || !isSame(failed.state, state)) return false;
    this.#failed.set(state.id, { ...failed, rests: failed.rests - 1 });
    return true;
  }

  #noteFailed(state: RegionState): void {
    const before = this.#failed.get(state.id);
    const times = before !== undefined && isSame(before.state, state) ? before.times + 1 : 1;
    this.#failed.set(state.id, { state, times, rests: Math.min(MOST_LOOKS_AT_REST, 2 ** (times - 1) - 1) });
  }

  /** The snapshot on show with what is written down of the steps since; `null` where steps are missing. */
  async #followSteps(to: RegionState): Promise<Loaded | null> {
    const before = this.#shown.get(to.id);
    if (before?.state.dataVersion !== to.dataVersion) return null;
    const steps = await ledgerSteps(this.#following.store, before.state, to);
    if (steps === null) return null;
    // Meanwhile this process may have shown some of them itself.
    const shown = this.#shown.get(to.id) ?? before;
    const missing = steps.filter(({ ledgerVersion }) => ledgerVersion > shown.state.ledgerVersion);
    return missing.length === 0 ? { ...shown, how: 'followed' } : this.#apply(to.id, shown, missing);
  }

  async #show(state: RegionState): Promise<boolean> {
    const { onShown } = this.#following;
    const found = (await this.#followSteps(state)) ?? (await this.#load(state));
    if (found === null) return false;
    onShown(found);
    return true;
  }

  async #load(state: RegionState): Promise<Loaded | null> {
    const { load, pool } = this.#following;
    this.#underWay.add(state.id);
    try {
      const found = await load(state, this.#shown.get(state.id) ?? null);
      if (found === null) return null;
      if (found.how !== 'refreshed') await pool.show(found.buffer);
      this.#shown.set(state.id, found);
      return found;
    } finally {
      this.#underWay.delete(state.id);
    }
  }
}

const isSame = (a: RegionState, b: RegionState): boolean =>
  a.dataVersion === b.dataVersion && a.ledgerMark === b.ledgerMark;
