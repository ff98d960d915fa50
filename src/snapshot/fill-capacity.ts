import type { CapacityRules, Ckva } from '../model/capacity-rules.ts';
import { QUALITIES, SEASONS } from '../model/record.ts';
import { backupsOf, writeBackups } from './backups.ts';
import type { CapacityRows } from './grid-rows.ts';
import { changeLedger } from './ledger-version.ts';
import { HOURS, NO_DAY, UNKNOWN } from './columns.ts';
import { type Columns } from './layout.ts';
import type { Meter, MeterRows } from './meters.ts';
import type { Snapshot } from './open.ts';
import { type RegionPeaks, type SeasonFigures, isSplit, regionPeaks } from './peaks.ts';
import { isAwaited, placedCases } from './placed-cases.ts';
import { type Commitments, sumCommitments } from './sum-commitments.ts';

/** What was noticed while the capacity columns were filled. */
export interface CapacityNotes {
  /** Ids of commitments at places that nothing feeds: they count nowhere. */
  readonly nowhere: readonly string[];
  /** Ids of measured elements whose peak is below what they must carry. */
  readonly low: readonly string[];
}

/** 21 GVA: figures beyond it stay there instead of wrapping round. */
export const MOST_CKVA = 2_147_483_647;
const ceilCkva = (kva: number): Ckva =>
  Number.isNaN(kva) ? UNKNOWN : Math.min(MOST_CKVA, Math.ceil(kva * 100 - 1e-6));
const dayNumber = (day: string | null): number =>
  day === null ? NO_DAY : Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** Meters whose course is known, each once, in the order of the elements that rest on them. */
const metersWithCourse = ({ seasons }: RegionPeaks): readonly Meter[] => [
  ...new Set(
    seasons.flatMap((figures) => {
      const found = new Set<Meter>();
      figures?.basis.forEach((_, e) => {
        const of = figures.meterOf(e);
        if (of?.course) found.add(of);
      });
      return [...found];
    }),
  ),
];

function writeSeason(
  columns: Columns,
  { peak, basis, floor, loads, ...figures }: SeasonFigures,
  start: number,
  slotOf: ReadonlyMap<Meter, number>,
): void {
  columns.loadKva.set(loads, start);
  peak.forEach((kva, e) => {
    const at = start + e;
    const rests = figures.meterOf(e);
    const own = basis[e] === e;
    const quality = rests === null || !(own || rests.quality === 'default') ? 'estimated' : rests.quality;
    columns.peakCkva[at] = ceilCkva(kva);
    columns.peakFloorCkva[at] = own ? 0 : ceilCkva(floor[e] ?? 0);
    columns.peakQuality[at] = QUALITIES.indexOf(quality);
    columns.peakDay[at] = dayNumber(rests?.day ?? null);
    columns.peakCourse[at] = rests === null ? -1 : (slotOf.get(rests) ?? -1);
  });
}

function writePeaks(
  { columns, counts }: Snapshot,
  { seasons }: RegionPeaks,
  slotOf: ReadonlyMap<Meter, number>,
): void {
  columns.peakCkva.fill(UNKNOWN);
  columns.peakFloorCkva.fill(0);
  columns.peakQuality.fill(0);
  columns.peakDay.fill(NO_DAY);
  columns.peakCourse.fill(-1);
  columns.loadKva.fill(0);
  columns.courseShare.fill(0);
  for (const [{ course }, slot] of slotOf) columns.courseShare.set(course ?? [], slot * HOURS);
  seasons.forEach((figures, s) => {
    if (figures !== null) writeSeason(columns, figures, s * counts.elements, slotOf);
  });
}

function writeCommitments(
  { columns, counts }: Snapshot,
  { committed, pending, later, atSource, opened }: Commitments,
): void {
  const n = counts.elements;
  // Pages that hold nothing but zeros take no memory until something is written to them.
  const put = (column: Int32Array | Uint8Array, at: number, value: number): void => {
    if (column[at] !== value) column[at] = value;
  };
  committed.forEach((ckva, e) => {
    put(columns.committedCkva, e, Math.min(MOST_CKVA, ckva));
  });
  later.forEach((ckva, e) => {
    put(columns.laterCkva, e, Math.min(MOST_CKVA, ckva));
  });
  opened.forEach((is, e) => {
    put(columns.opened, e, is);
  });
  atSource.forEach((cases, source) => {
    put(columns.reservedBays, source, cases);
  });
  for (let at = 0; at < counts.elementSeasons; at++) {
    const whole = columns.committedCkva[at % n] ?? 0;
    put(columns.settledCkva, at, whole - Math.min(whole, pending[at] ?? 0));
  }
}

/** Seasons that a snapshot of a region needs columns for. */
export const seasonsOf = (rows: MeterRows): number =>
  isSplit(rows) ? SEASONS.indexOf('unspecified') : SEASONS.length;

/**
 * Fills the capacity columns of a snapshot from the record, in place, and then shows the ledger version.
 *
 * Everything is worked out before the first column is touched, so readers wait for the copying only, and where memory
 * runs out, it does so before.
 *
 * @param ledgerVersion of the state the rows were read in.
 * @returns `null`, with nothing changed, where the snapshot has no place for all courses or seasons: build it anew.
 * @cost O(elements + rows).
 */
export function fillCapacity(
  snapshot: Snapshot,
  rows: CapacityRows,
  rules: CapacityRules,
  ledgerVersion: number,
): CapacityNotes | null {
  const placed = placedCases(snapshot, rows.commitments);
  const cases = placed.filter(({ row }) => row.purpose !== 'backup');
  const backups = backupsOf(snapshot, placed);
  // What comes later is in no peak, whatever has been connected of the rest.
  const supplied = cases.filter(({ row }) => !isAwaited(row));
  const peaks = regionPeaks(snapshot, rows, supplied, rules);
  const commitments = sumCommitments(snapshot, cases, rules, peaks);
  const courses = metersWithCourse(peaks);
  const { coursePoints, elementSeasons, elements } = snapshot.counts;
  if (backups.length > snapshot.counts.backups) return null;
  if (courses.length * HOURS > coursePoints || seasonsOf(rows) * elements > elementSeasons) return null;
  const slotOf = new Map(courses.map((meter, slot) => [meter, slot]));
  changeLedger(snapshot.columns.ledger, ledgerVersion, () => {
    snapshot.columns.ledgerMoves.fill(-1);
    writePeaks(snapshot, peaks, slotOf);
    writeCommitments(snapshot, commitments);
    writeBackups(snapshot, rules, backups);
  });
  return { nowhere: commitments.nowhere, low: peaks.low };
}
