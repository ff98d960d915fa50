import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState, Store } from '../model/store.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import { type CapacityNotes, fillCapacity } from '../snapshot/fill-capacity.ts';
import { readSnapshot, writeSnapshot } from '../snapshot/file.ts';
import { CAPACITY_TABLES, GRID_TABLES } from '../snapshot/grid-rows.ts';
import { Snapshot } from '../snapshot/open.ts';
import type { Pool } from './pool.ts';

export interface Following {
  readonly store: Pick<Store, 'regions' | 'readPacked'>;
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
  readonly #shown = new Map<string, Shown>();

  constructor(following: Following) {
    this.#following = following;
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
        onFailed(state.id, error);
      }
    }
    return moved;
  }

  async #show(state: RegionState): Promise<boolean> {
    const { pool, onShown } = this.#following;
    const found =
      (await this.#refreshed(state)) ?? (await this.#fromFile(state)) ?? (await this.#fromRecord(state));
    if (found === null) return false;
    if (found.how !== 'refreshed') pool.show(found.buffer);
    this.#shown.set(state.id, found);
    onShown(found);
    return true;
  }

  /** The snapshot on show, where only its ledger moved: peaks and commitments change in place, the topology stays. */
  async #refreshed(state: RegionState): Promise<Shown | null> {
    const shown = this.#shown.get(state.id);
    if (shown?.state.dataVersion !== state.dataVersion) return null;
    return this.#filled(shown.buffer, state, 'refreshed');
  }

  /** A kept snapshot of the same data; its capacity columns are filled from the record, never taken from the file. */
  async #fromFile(state: RegionState): Promise<Shown | null> {
    const { folder } = this.#following;
    const buffer = folder === null ? null : await readSnapshot(folder, state);
    return buffer === null ? null : this.#filled(buffer, state, 'read');
  }

  /** `null` where the record has moved on to other data meanwhile, or the snapshot has no place for what came. */
  async #filled(
    buffer: SharedArrayBuffer,
    { id, dataVersion }: RegionState,
    how: Shown['how'],
  ): Promise<Shown | null> {
    const { store, rules } = this.#following;
    const record = await store.readPacked(id, CAPACITY_TABLES);
    if (record?.state.dataVersion !== dataVersion) return null;
    const { rows, state } = record;
    const notes = fillCapacity(new Snapshot(buffer), rows, rules, state.ledgerVersion);
    return notes === null ? null : { buffer, state, how, notes };
  }

  async #fromRecord({ id }: RegionState): Promise<Shown | null> {
    const { folder, store, rules } = this.#following;
    const record = await store.readPacked(id, GRID_TABLES);
    if (record === null) return null;
    const { buffer, notes } = buildSnapshot(record, rules);
    if (folder !== null) await writeSnapshot(folder, buffer);
    return { buffer, state: record.state, how: 'built', notes };
  }
}

/** A region's snapshot on show from now on. */
export interface Shown {
  readonly buffer: SharedArrayBuffer;
  readonly state: RegionState;
  /** `refreshed`: the one on show before, its capacity columns filled anew. */
  readonly how: 'built' | 'read' | 'refreshed';
  readonly notes: CapacityNotes;
}

const versionOf = ({ dataVersion, ledgerVersion }: RegionState): string => `${dataVersion}/${ledgerVersion}`;
