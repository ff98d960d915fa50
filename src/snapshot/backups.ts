import { type CapacityRules, type Ckva, weighedCkva } from '../model/capacity-rules.ts';
import type { PackedTable } from '../model/packed-table.ts';
import { LOAD_CATEGORIES, type LoadCategory } from '../model/record.ts';
import type { Snapshot } from './open.ts';
import { type PlacedCase, caseCkva, elementAt } from './placed-cases.ts';

/** Room that is kept free on an element, and on those above it, for a supply that loses its own feeder. */
export interface Backup {
  readonly onto: number;
  /** Outlet of that feeder; -1 = not in the snapshot. */
  readonly lost: number;
  readonly ckva: Ckva;
  readonly category: LoadCategory | null;
}

/** A backup that comes (`sign` 1) or goes (-1). */
export interface BackupChange {
  readonly sign: 1 | -1;
  readonly backup: Backup;
}

/** Backups that a snapshot has places for at least, whatever it was built from. */
const LEAST_PLACES = 4096;

/** Places for the backups of a region: twice as many as there are. */
export function placesForBackups(rows: PackedTable<'commitments'>): number {
  let count = 0;
  for (const { purpose } of rows) if (purpose === 'backup') count++;
  return Math.max(LEAST_PLACES, 2 * count);
}

/** The backups among some cases; one onto what is no element any more is none. */
export const backupsOf = (snapshot: Snapshot, cases: readonly PlacedCase[]): Backup[] =>
  cases
    .filter(({ row, element }) => row.purpose === 'backup' && element >= 0)
    .map(({ row, element }) => ({
      onto: element,
      lost: row.for_element === null ? -1 : elementAt(snapshot, row.for_element),
      ckva: caseCkva(row),
      category: row.category,
    }));

/** What a backup takes of each element: up to where the supply hangs anyway, whichever of the two feeders it is on. */
function eachTaken(
  snapshot: Snapshot,
  rules: CapacityRules,
  { onto, lost, ckva, category }: Backup,
  take: (element: number, ckva: Ckva) => void,
): void {
  const { elementParent, elementEnd } = snapshot.columns;
  const carriesBoth = (e: number): boolean => lost >= e && lost < (elementEnd[e] ?? 0);
  for (let e = onto; e >= 0 && !carriesBoth(e); e = elementParent[e] ?? -1)
    take(e, weighedCkva(rules, category, snapshot.elementKind(e), ckva));
}

/** Sums per element and lost outlet, of elements that are looked at; the most of any one loss counts. */
class Sums {
  readonly #of = new Map<number, Map<number, Ckva>>();

  constructor(elements: Iterable<number>) {
    for (const e of elements) this.#of.set(e, new Map());
  }

  add(element: number, lost: number, ckva: Ckva): void {
    const sums = this.#of.get(element);
    sums?.set(lost, (sums.get(lost) ?? 0) + ckva);
  }

  *most(): Iterable<readonly [number, Ckva]> {
    for (const [e, sums] of this.#of) yield [e, Math.max(0, ...sums.values())];
  }
}

const NO_CATEGORY = LOAD_CATEGORIES.length;

const entryAt = ({ columns }: Snapshot, i: number): Backup => ({
  onto: columns.backupOnto[i] ?? -1,
  lost: columns.backupLost[i] ?? -1,
  ckva: columns.backupOfCkva[i] ?? 0,
  category: LOAD_CATEGORIES[columns.backupCategory[i] ?? NO_CATEGORY] ?? null,
});

function putEntry({ columns }: Snapshot, i: number, { onto, lost, ckva, category }: Backup): void {
  columns.backupOnto[i] = onto;
  columns.backupLost[i] = lost;
  columns.backupOfCkva[i] = ckva;
  columns.backupCategory[i] = category === null ? NO_CATEGORY : LOAD_CATEGORIES.indexOf(category);
}

/** How many entries there are; they stand without a gap. */
function countOf({ columns: { backupOfCkva } }: Snapshot): number {
  const end = backupOfCkva.indexOf(0);
  return end < 0 ? backupOfCkva.length : end;
}

/** What is kept free for whom, as the snapshot knows it. */
export function* keptBackups(snapshot: Snapshot): Iterable<Backup> {
  const count = countOf(snapshot);
  for (let i = 0; i < count; i++) yield entryAt(snapshot, i);
}

/** Works out anew what is kept free on some elements, from the entries. O(entries · chain). */
function settle(snapshot: Snapshot, rules: CapacityRules, elements: Iterable<number>): void {
  const sums = new Sums(elements);
  for (const entry of keptBackups(snapshot))
    eachTaken(snapshot, rules, entry, (e, ckva) => {
      sums.add(e, entry.lost, ckva);
    });
  for (const [e, ckva] of sums.most()) snapshot.columns.backupCkva[e] = ckva;
}

function elementsOf(snapshot: Snapshot, rules: CapacityRules, backups: readonly Backup[]): Set<number> {
  const found = new Set<number>();
  for (const backup of backups) eachTaken(snapshot, rules, backup, (e) => void found.add(e));
  return found;
}

/**
 * Keeps room free for supplies that lose their own feeder: of one lost feeder all of them together, of several feeders,
 * which are not lost at once, the most that one of them brings.
 *
 * Of a supply that one loss or another brings onto several elements each keeps the whole.
 *
 * @cost O(backups · chain).
 */
export function writeBackups(snapshot: Snapshot, rules: CapacityRules, backups: readonly Backup[]): void {
  const { backupCkva, backupOfCkva } = snapshot.columns;
  // Pages that hold nothing but zeros take no memory until something is written to them.
  const stale: number[] = [];
  backupCkva.forEach((ckva, e) => {
    if (ckva !== 0) stale.push(e);
  });
  for (const e of stale) backupCkva[e] = 0;
  const count = countOf(snapshot);
  if (count > 0) backupOfCkva.fill(0, 0, count);
  const kept = backups.filter(({ ckva }) => ckva > 0);
  kept.forEach((backup, i) => {
    putEntry(snapshot, i, backup);
  });
  settle(snapshot, rules, elementsOf(snapshot, rules, kept));
}

/** Whether there are places for what comes. */
export const hasPlaceFor = (snapshot: Snapshot, changes: readonly BackupChange[]): boolean =>
  changes.length === 0 ||
  countOf(snapshot) + changes.filter(({ sign }) => sign > 0).length <= snapshot.counts.backups;

const isSame = (a: Backup, b: Backup): boolean =>
  a.onto === b.onto && a.lost === b.lost && a.ckva === b.ckva && a.category === b.category;

/** The last entry takes the place of the one that goes. */
function dropEntry(snapshot: Snapshot, backup: Backup): void {
  const last = countOf(snapshot) - 1;
  for (let i = 0; i <= last; i++) {
    if (!isSame(entryAt(snapshot, i), backup)) continue;
    putEntry(snapshot, i, entryAt(snapshot, last));
    snapshot.columns.backupOfCkva[last] = 0;
    return;
  }
}

/** Brings what is kept free to a later state; as {@link writeBackups} would write it. O(entries · chain). */
export function changeBackups(
  snapshot: Snapshot,
  rules: CapacityRules,
  changes: readonly BackupChange[],
): void {
  if (changes.length === 0) return;
  for (const { sign, backup } of changes) {
    if (backup.ckva === 0) continue;
    if (sign > 0) putEntry(snapshot, countOf(snapshot), backup);
    else dropEntry(snapshot, backup);
  }
  settle(
    snapshot,
    rules,
    elementsOf(
      snapshot,
      rules,
      changes.map(({ backup }) => backup),
    ),
  );
}
