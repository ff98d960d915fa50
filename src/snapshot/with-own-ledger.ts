import type { Columns } from './layout.ts';
import { isWhole } from './ledger-version.ts';
import { Snapshot } from './open.ts';

/** Columns that what is promised moves. */
const MOVED = [
  'committedCkva',
  'laterCkva',
  'opened',
  'backupCkva',
  'backupOnto',
  'backupLost',
  'backupOfCkva',
  'backupCategory',
  'reservedBays',
  'ledger',
  'ledgerMoves',
] as const satisfies (keyof Columns)[];

/**
 * A snapshot on which more can be counted as promised, see `addCases`, without anybody else seeing it. The record's later
 * changes are not in it.
 *
 * @param like whose ledger it begins with.
 * @throws UnfinishedColumns where the shared columns were left half-way.
 * @cost copies eleven columns, 13 bytes per element for the most part.
 */
export function withOwnLedger(buffer: SharedArrayBuffer, like = new Snapshot(buffer)): Snapshot {
  const own = new Snapshot(buffer);
  for (;;) {
    const version = like.ledgerVersion;
    Object.assign(own.columns, Object.fromEntries(MOVED.map((name) => [name, like.columns[name].slice()])));
    // Written to meanwhile, the copy may be of two states.
    if (isWhole(own.columns.ledger) && like.ledgerVersion === version) return own;
  }
}
