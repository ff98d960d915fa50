import { type CapacityRules, weighedCkva } from '../model/capacity-rules.ts';
import type { LedgerChange } from '../model/ledger-change.ts';
import type { OwnCase } from '../model/own-case.ts';
import type { Row } from '../model/record.ts';
import { type BackupChange, backupsOf, changeBackups, hasPlaceFor } from './backups.ts';
import { MOST_CKVA } from './fill-capacity.ts';
import { KEPT_MOVES } from './columns.ts';
import { changeLedger, isWhole } from './ledger-version.ts';
import type { Snapshot } from './open.ts';
import { type PlacedCase, caseCkva, isAwaited, placeCases } from './placed-cases.ts';

/** A case that a change adds to its chain (`sign` 1) or takes away from it (-1). */
interface Move extends PlacedCase {
  readonly sign: 1 | -1;
}

const movesOf = (snapshot: Snapshot, { before, after }: LedgerChange): readonly Move[] => [
  ...placeCases(snapshot, before).map((placed) => ({ sign: -1 as const, ...placed })),
  ...placeCases(snapshot, after).map((placed) => ({ sign: 1 as const, ...placed })),
];

function topOf({ columns: { elementParent } }: Snapshot, element: number): number {
  let top = element;
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) top = e;
  return top;
}

const changesOf = (snapshot: Snapshot, moves: readonly Move[]): BackupChange[] =>
  moves.flatMap((one) => backupsOf(snapshot, [one]).map((backup) => ({ sign: one.sign, backup })));

/** The tree whose figures a change moves; -1 = none, or more than one. */
function treeOf(snapshot: Snapshot, moves: readonly Move[]): number {
  const [top = -1, ...others] = new Set(moves.map(({ element }) => topOf(snapshot, element)));
  return others.length === 0 ? top : -1;
}

function move(snapshot: Snapshot, rules: CapacityRules, { row, source, element, sign }: Move): void {
  const { committedCkva, laterCkva, reservedBays, elementParent } = snapshot.columns;
  const ckva = caseCkva(row);
  const column = isAwaited(row) ? laterCkva : committedCkva;
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
    const weighed = weighedCkva(rules, row.category, snapshot.elementKind(e), ckva);
    column[e] = (column[e] ?? 0) + sign * weighed;
  }
  if (row.purpose === null && row.at_kind === 'node' && source >= 0)
    reservedBays[source] = (reservedBays[source] ?? 0) + sign;
}

/**
 * Takes out of capacity columns what a case counts there, but for what is kept; readers of the columns are not told. Of a case
 * that is connected a peak may hold some: that stays.
 *
 * @param snapshot one whose capacity columns are nobody else's.
 */
export function takeOut(snapshot: Snapshot, rules: CapacityRules, { counted, kept }: OwnCase): void {
  const { ledgerVersion } = snapshot;
  const change = { ledgerVersion, fromMark: '', ledgerMark: '', before: counted, after: kept };
  const moves = movesOf(snapshot, change).filter(
    ({ row }) => row.purpose === null || row.purpose === 'later',
  );
  if (moves.every((one) => isSimple(snapshot, one))) for (const one of moves) move(snapshot, rules, one);
}

/** Whether the figures of a case stand in the committed columns alone, and stay within them. */
function isSimple(snapshot: Snapshot, { row, element }: Move): boolean {
  const top = topOf(snapshot, element);
  const { committedCkva, laterCkva } = snapshot.columns;
  const most = Math.max(committedCkva[top] ?? 0, laterCkva[top] ?? 0);
  if (row.purpose === 'backup') return true;
  if (isAwaited(row)) return most + caseCkva(row) < MOST_CKVA;
  return row.connected_on === null && row.purpose === null && most + caseCkva(row) < MOST_CKVA;
}

/**
 * Counts further cases on a snapshot with a ledger of its own, as {@link fillCapacity} would with them among the rest, and
 * raises its ledger version by one.
 *
 * @param rows of cases that are not connected, each with an id of its own.
 * @returns false, with nothing changed, where there is no place for the room they keep behind other feeders.
 * @cost O(cases · (log n + chain length)).
 */
export function addCases(
  snapshot: Snapshot,
  rules: CapacityRules,
  rows: readonly Row<'commitments'>[],
): boolean {
  const { ledger, ledgerMoves, opened } = snapshot.columns;
  const moves = placeCases(snapshot, rows).map((placed): Move => ({ sign: 1, ...placed }));
  const backups = changesOf(snapshot, moves);
  if (!hasPlaceFor(snapshot, backups)) return false;
  const opens = moves.filter(({ row }) => row.purpose === 'opened');
  const loads = moves.filter(({ row }) => row.purpose !== 'backup' && row.purpose !== 'opened');
  const version = snapshot.shownLedgerVersion + 1;
  changeLedger(ledger, version, () => {
    // What is opened moves whole trees.
    ledgerMoves[version % KEPT_MOVES] = opens.length > 0 ? -1 : treeOf(snapshot, moves);
    for (const { element } of opens) if (element >= 0) opened[element] = 1;
    for (const one of loads) move(snapshot, rules, one);
    changeBackups(snapshot, rules, backups);
  });
  return true;
}

/**
 * Brings the capacity columns to a later ledger version by what changed since theirs, and shows it to every thread.
 *
 * The columns are then those that {@link fillCapacity} would write: a case that is not connected is in no measured peak,
 * so it counts whole on each element of its chain, whatever the season.
 *
 * @param changes without a gap, from the version after the one shown.
 * @returns false, with nothing changed, where the record has to be read instead: a gap, or a case that is connected.
 * @cost O(cases · (log n + chain length)); microseconds.
 */
export function applyLedgerChanges(
  snapshot: Snapshot,
  rules: CapacityRules,
  changes: readonly LedgerChange[],
): boolean {
  const { ledger, ledgerMoves } = snapshot.columns;
  const next = snapshot.shownLedgerVersion + 1;
  const last = changes.at(-1);
  if (last === undefined || !isWhole(ledger)) return false;
  if (!changes.every(({ ledgerVersion }, i) => ledgerVersion === next + i)) return false;
  const moves = changes.map((change) => movesOf(snapshot, change));
  if (!moves.flat().every((one) => isSimple(snapshot, one))) return false;
  const backups = changesOf(snapshot, moves.flat());
  if (!hasPlaceFor(snapshot, backups)) return false;
  changeLedger(ledger, last.ledgerVersion, () => {
    changes.forEach(({ ledgerVersion }, i) => {
      ledgerMoves[ledgerVersion % KEPT_MOVES] = treeOf(snapshot, moves[i] ?? []);
      for (const one of moves[i] ?? []) if (one.row.purpose !== 'backup') move(snapshot, rules, one);
    });
    changeBackups(snapshot, rules, backups);
  });
  return true;
}
