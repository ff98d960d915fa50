import type { CapacityRules } from '../model/capacity-rules.ts';
import type { OwnCase } from '../model/own-case.ts';
import { takeOut } from './apply-ledger-changes.ts';
import type { Columns } from './layout.ts';
import { Snapshot } from './open.ts';

/** Columns in which a case counts that no peak holds. */
const COUNTED = ['committedCkva', 'laterCkva', 'reservedBays'] as const satisfies (keyof Columns)[];

/**
 * A snapshot in whose capacity columns a case does not count, but for what of it is kept: for one plan, of one ledger version.
 * It shows that of the shared columns, which go on without it.
 *
 * @cost copies three columns.
 */
export function withoutCase(buffer: SharedArrayBuffer, rules: CapacityRules, own: OwnCase): Snapshot {
  const snapshot = new Snapshot(buffer);
  Object.assign(
    snapshot.columns,
    Object.fromEntries(COUNTED.map((name) => [name, snapshot.columns[name].slice()])),
  );
  takeOut(snapshot, rules, own);
  return snapshot;
}
