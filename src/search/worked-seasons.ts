import { SEASONS } from '../model/record.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** Peaks of every element in one season, 0.01 kVA: a view. */
export const peaksOf = ({ columns, counts }: Snapshot, season: number): Int32Array =>
  columns.peakCkva.subarray(season * counts.elements, (season + 1) * counts.elements);

/** Seasons of which any peak is known, by index in SEASONS; where none is, the last: one season of unknown peaks. */
export function workedSeasons(snapshot: Snapshot): number[] {
  const worked = SEASONS.flatMap((_, s) => (peaksOf(snapshot, s).some((ckva) => ckva >= 0) ? [s] : []));
  return worked.length > 0 ? worked : [SEASONS.length - 1];
}
