import type { RegionState, Store } from '../model/store.ts';
import type { LoadRegion, Loaded } from './load-region.ts';
import type { Pool } from './pool.ts';

export interface Following {
  readonly store: Pick<Store, 'regions'>;
  readonly load: LoadRegion;
  readonly pool: Pick<Pool, 'show'>;
  /** Regions to load; `null` = all. */
  readonly only: readonly string[] | null;
  /** Told of every snapshot that is shown from now on. */
  readonly onShown: (shown: Loaded) => void;
  /** Told of a region that could not be shown; the others are, and it is tried again at the next look. */
  readonly onFailed: (region: string, error: unknown) => void;
}

/** Keeps a pool's snapshots in step with the record. */
export class RecordFollower {
  readonly #following: Following;
  readonly #shown = new Map<string, Loaded>();
  #failure: Error | null = null;

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

  /** Shows every region whose data or ledger moved since the last look. @returns how many were shown. */
  async look(): Promise<number> {
    const { store, only, onFailed } = this.#following;
    let moved = 0;
    for (const state of await store.regions()) {
      if (only !== null && !only.includes(state.id)) continue;
      const shown = this.#shown.get(state.id);
      if (shown !== undefined && versionOf(shown.state) === versionOf(state)) continue;
      try {
        if (await this.#show(state)) moved++;
      } catch (error) {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        onFailed(state.id, error);
      }
    }
    return moved;
  }

  async #show(state: RegionState): Promise<boolean> {
    const { load, pool, onShown } = this.#following;
    const found = await load(state, this.#shown.get(state.id) ?? null);
    if (found === null) return false;
    if (found.how !== 'refreshed') await pool.show(found.buffer);
    this.#shown.set(state.id, found);
    onShown(found);
    return true;
  }
}

const versionOf = ({ dataVersion, ledgerVersion }: RegionState): string => `${dataVersion}/${ledgerVersion}`;
