import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState, Store } from '../model/store.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import { applyLedgerChanges } from '../snapshot/apply-ledger-changes.ts';
import { type KeptSnapshot, readSnapshot, writeSnapshot } from '../snapshot/file.ts';
import { type CapacityNotes, fillCapacity } from '../snapshot/fill-capacity.ts';
import { CAPACITY_TABLES, GRID_TABLES } from '../snapshot/grid-rows.ts';
import { Snapshot } from '../snapshot/open.ts';
import { ledgerSteps } from './ledger-steps.ts';

/** A region's snapshot in one state of the record. */
export interface Loaded {
  readonly buffer: SharedArrayBuffer;
  readonly state: RegionState;
  /**
   * `refreshed`: the one on show before, its capacity columns filled anew; `followed`: those brought up to date by what
   * changed.
   */
  readonly how: 'built' | 'read' | 'refreshed' | 'followed';
  readonly notes: CapacityNotes;
}

/**
 * Makes a region's snapshot.
 *
 * @param state as last seen; the record may have moved on meanwhile.
 * @param shown what is on show now; `null` = nothing yet.
 * @returns `null` where there is no such region any more.
 */
export type LoadRegion = (
  state: RegionState,
  shown: Pick<Loaded, 'buffer' | 'state'> | null,
) => Promise<Loaded | null>;

/** Where snapshots come from. */
export interface Origin {
  readonly store: Pick<Store, 'readPacked' | 'ledgerChanges'>;
  readonly rules: CapacityRules;
  /** Where they are kept as files; `null` = nowhere. */
  readonly folder: string | null;
}

/** `null` where the record has moved on to other data meanwhile, or the snapshot has no place for what came. */
async function filled(
  { store, rules }: Origin,
  buffer: SharedArrayBuffer,
  { id, dataVersion }: RegionState,
  how: Loaded['how'],
): Promise<Loaded | null> {
  const record = await store.readPacked(id, CAPACITY_TABLES);
  if (record?.state.dataVersion !== dataVersion) return null;
  const { rows, state } = record;
  const notes = fillCapacity(new Snapshot(buffer), rows, rules, state.ledgerVersion);
  return notes === null ? null : { buffer, state, how, notes };
}

/** Its capacity columns brought up to date by the steps since it was written; `null` where that cannot be. */
async function followed(
  { store, rules }: Origin,
  kept: KeptSnapshot,
  to: RegionState,
): Promise<Loaded | null> {
  if (kept.filled === null) return null;
  const { ledgerMark, notes } = kept.filled;
  const snapshot = new Snapshot(kept.buffer);
  const from = { ledgerVersion: snapshot.shownLedgerVersion, ledgerMark };
  const steps = await ledgerSteps(store, from, to);
  if (steps === null || (steps.length > 0 && !applyLedgerChanges(snapshot, rules, steps))) return null;
  const { ledgerVersion, ledgerMark: mark } = steps.at(-1) ?? from;
  return { buffer: kept.buffer, state: { ...to, ledgerVersion, ledgerMark: mark }, how: 'read', notes };
}

/** A kept snapshot of the same data; where its ledger cannot be followed, its capacity columns are filled anew. */
async function fromFile(origin: Origin, state: RegionState): Promise<Loaded | null> {
  const kept = origin.folder === null ? null : await readSnapshot(origin.folder, state, origin.rules);
  if (kept === null) return null;
  return (
    (await followed(origin, kept, state)) ?? keep(origin, await filled(origin, kept.buffer, state, 'read'))
  );
}

/** Writes what was filled to its file, so that the next start need not fill it. */
async function keep({ folder, rules }: Origin, loaded: Loaded | null): Promise<Loaded | null> {
  if (folder === null || loaded === null) return loaded;
  const { buffer, notes, state } = loaded;
  await writeSnapshot(folder, buffer, { ledgerMark: state.ledgerMark, rules, notes });
  return loaded;
}

async function fromRecord({ store, rules }: Origin, { id }: RegionState): Promise<Loaded | null> {
  const record = await store.readPacked(id, GRID_TABLES);
  if (record === null) return null;
  const { buffer, notes } = buildSnapshot(record, rules);
  return { buffer, state: record.state, how: 'built', notes };
}

/**
 * Loads in this thread: the snapshot on show, where only its ledger moved, is filled anew in place; else the kept file of
 * the same data is read; else the snapshot is built from the record. What was filled or built is kept.
 */
export const loadRegion =
  (origin: Origin): LoadRegion =>
  async (state, shown) =>
    (shown?.state.dataVersion === state.dataVersion
      ? await keep(origin, await filled(origin, shown.buffer, state, 'refreshed'))
      : null) ??
    (await fromFile(origin, state)) ??
    (await keep(origin, await fromRecord(origin, state)));
