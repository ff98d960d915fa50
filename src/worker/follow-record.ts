import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState, Store } from '../model/store.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import type { Pool } from './pool.ts';

export interface Following {
  readonly store: Pick<Store, 'regions' | 'readRegion'>;
  readonly pool: Pick<Pool, 'show'>;
  readonly rules: CapacityRules;
  /** Regions to load; `null` = all. */
  readonly only: readonly string[] | null;
  /** Told of every snapshot that was built. */
  readonly onBuilt: (state: RegionState, buffer: SharedArrayBuffer, findings: number) => void;
}

/** Keeps a pool's snapshots in step with the record. */
export class RecordFollower {
  readonly #following: Following;
  readonly #shown = new Map<string, string>();

  constructor(following: Following) {
    this.#following = following;
  }

  /**
   * Builds and shows every region whose data or ledger moved since the last look.
   *
   * @returns how many were built.
   */
  async look(): Promise<number> {
    const { store, only } = this.#following;
    let built = 0;
    for (const state of await store.regions()) {
      if (only !== null && !only.includes(state.id)) continue;
      if (this.#shown.get(state.id) === versionOf(state)) continue;
      if (await this.#build(state.id)) built++;
    }
    return built;
  }

  async #build(region: string): Promise<boolean> {
    const { store, pool, rules, onBuilt } = this.#following;
    const record = await store.readRegion(region);
    if (record === null) return false;
    const { buffer, findings } = buildSnapshot(record, rules);
    pool.show(buffer);
    this.#shown.set(region, versionOf(record.state));
    onBuilt(record.state, buffer, findings.length);
    return true;
  }
}

const versionOf = ({ dataVersion, ledgerVersion }: RegionState): string => `${dataVersion}/${ledgerVersion}`;
