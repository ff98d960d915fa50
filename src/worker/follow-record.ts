import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState, Store } from '../model/store.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import { countCommitments } from '../snapshot/count-commitments.ts';
import { readSnapshot, writeSnapshot } from '../snapshot/file.ts';
import { GRID_TABLES } from '../snapshot/grid-rows.ts';
import { Snapshot } from '../snapshot/open.ts';
import type { Pool } from './pool.ts';

export interface Following {
  readonly store: Pick<Store, 'regions' | 'readRegion'>;
  readonly pool: Pick<Pool, 'show'>;
  readonly rules: CapacityRules;
  /** Regions to load; `null` = all. */
  readonly only: readonly string[] | null;
  /** Where snapshots are kept as files; `null` = nowhere. */
  readonly folder: string | null;
  /** Told of every snapshot that is shown from now on. */
  readonly onShown: (shown: Shown) => void;
  /** Told of a region that could not be shown; the others are, and it is tried again at the next look. */
  readonly onFailed: (region: string, error: unknown) => void;
}

/** Keeps a pool's snapshots in step with the record. */
export class RecordFollower {
  readonly #following: Following;
  readonly #shown = new Map<string, string>();

  constructor(following: Following) {
    this.#following = following;
  }

  /** Shows every region whose data or ledger moved since the last look. @returns how many were shown. */
  async look(): Promise<number> {
    const { store, only, onFailed } = this.#following;
    let moved = 0;
    for (const state of await store.regions()) {
      if (only !== null && !only.includes(state.id)) continue;
      if (this.#shown.get(state.id) === versionOf(state)) continue;
      try {
        if (await this.#show(state)) moved++;
      } catch (error) {
        onFailed(state.id, error);
      }
    }
    return moved;
  }

  async #show(state: RegionState): Promise<boolean> {
    const { pool, onShown } = this.#following;
    const found = (await this.#fromFile(state)) ?? (await this.#fromRecord(state));
    if (found === null) return false;
    pool.show(found.buffer);
    this.#shown.set(state.id, versionOf(found.state));
    onShown(found);
    return true;
  }

  /** A kept snapshot of the same data; its capacity columns are filled from the record, never taken from the file. */
  async #fromFile(state: RegionState): Promise<Shown | null> {
    const { folder, store, rules } = this.#following;
    const buffer = folder === null ? null : await readSnapshot(folder, state);
    if (buffer === null) return null;
    const record = await store.readRegion(state.id, ['commitments']);
    if (record === null || record.state.dataVersion !== state.dataVersion) return null;
    const { rows, state: now } = record;
    const nowhere = countCommitments(new Snapshot(buffer), rows.commitments, rules, now.ledgerVersion);
    return { buffer, state: now, how: 'read', nowhere };
  }

  async #fromRecord({ id }: RegionState): Promise<Shown | null> {
    const { folder, store, rules } = this.#following;
    const record = await store.readRegion(id, GRID_TABLES);
    if (record === null) return null;
    const { buffer, nowhere } = buildSnapshot(record, rules);
    if (folder !== null) await writeSnapshot(folder, buffer);
    return { buffer, state: record.state, how: 'built', nowhere };
  }
}

/** A region's snapshot on show from now on. */
export interface Shown {
  readonly buffer: SharedArrayBuffer;
  readonly state: RegionState;
  readonly how: 'built' | 'read';
  /** Ids of commitments at places that nothing feeds: they count nowhere. */
  readonly nowhere: readonly string[];
}

const versionOf = ({ dataVersion, ledgerVersion }: RegionState): string => `${dataVersion}/${ledgerVersion}`;
