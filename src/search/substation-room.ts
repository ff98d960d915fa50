import { type TransferGrid, topOf } from '../electric/transfer/grid.ts';
import type { TransferOptions } from '../electric/transfer/problem.ts';
import { remainingOf, substationSecurity } from '../electric/transfer/substation-security.ts';
import { limitCkva } from '../electric/open-capacity.ts';
import type { CapacityRules, Ckva } from '../model/capacity-rules.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { peaksOf, workedSeasons } from './worked-seasons.ts';

/** A substation's ledger with its largest main transformer lost; amounts 0.01 kVA, -1 = unknown. */
export interface SubstationRoom {
  readonly substationId: string;
  /** Elements of its main transformers of one voltage. */
  readonly mains: readonly number[];
  /** Σ S − max S; 0 with one main transformer. */
  readonly remainingCkva: Ckva;
  /** What other substations take over ties; `null` = not looked at, counted as none. */
  readonly transferableCkva: Ckva | null;
  /** k · (Σ S − max S) + transferable: what moves is within the limits of what takes it already. */
  readonly limitCkva: Ckva;
  /** Peaks of its main transformers in their worst season together. */
  readonly peakCkva: Ckva;
  /** Index in SEASONS. */
  readonly season: number;
  /** All that is promised on them, later stages as well. */
  readonly committedCkva: Ckva;
  /** What may still be added; `null` = unknown. */
  readonly leftCkva: Ckva | null;
}

/** Main transformers that can stand in for one: of the same substation, with busbars of the same voltage. */
function mainsBeside(snapshot: Snapshot, main: number): number[] {
  const { elementSubstation, elementEnd, elementKv } = snapshot.columns;
  const station = elementSubstation[main] ?? -1;
  if (station < 0) return [];
  const kvOf = (top: number): number | undefined => elementKv[top + 1];
  const mains: number[] = [];
  for (let top = 0; top < snapshot.counts.elements; top = elementEnd[top] ?? top + 1)
    if (elementSubstation[top] === station && (top === main || kvOf(top) === kvOf(main))) mains.push(top);
  return mains;
}

/** Sum of known figures; -1 when any is unknown. */
const total = (values: readonly Ckva[]): Ckva =>
  values.some((ckva) => ckva < 0) ? -1 : values.reduce((sum, ckva) => sum + ckva, 0);

function worstSeason(
  snapshot: Snapshot,
  mains: readonly number[],
): { readonly peak: Ckva; readonly season: number } {
  const seasons = workedSeasons(snapshot);
  const peaks = seasons.map((s) => total(mains.map((main) => peaksOf(snapshot, s)[main] ?? -1)));
  const peak = peaks.includes(-1) ? -1 : Math.max(...peaks);
  return { peak, season: seasons[peaks.indexOf(peak)] ?? -1 };
}

/**
 * What the substation above an element may carry so that the loss of its largest main transformer is survived.
 *
 * The remaining main transformers are taken to reach every busbar of the substation. The peaks of its main transformers
 * are added up within a season, as if they coincided.
 *
 * @param options `null` = what other substations take is not looked at.
 * @returns `null` when the record does not say which substation it is.
 * @cost one N-1 of a main transformer.
 * @source Σ S − max S + transferable, the planning practice of 可开放容量; k from the pack.
 */
export function substationRoom(
  { snapshot, rules }: { readonly snapshot: Snapshot; readonly rules: CapacityRules },
  grid: TransferGrid,
  element: number,
  options: TransferOptions | null,
): SubstationRoom | null {
  const { ratingCkva } = snapshot.columns;
  const mains = mainsBeside(snapshot, topOf(grid, element));
  const substationId = snapshot.substationIdOf(element);
  if (mains.length === 0 || substationId === null) return null;
  const units = mains.map((main) => ({ element: main, ratingCkva: ratingCkva[main] ?? -1 }));
  const remainingCkva = remainingOf(units) ?? -1;
  const transferableCkva =
    options === null ? null : substationSecurity(grid, units, options).transferableCkva;
  const own = limitCkva(remainingCkva, rules.usableShare.substation);
  const limit = own < 0 ? -1 : own + (transferableCkva ?? 0);
  const { peak, season } = worstSeason(snapshot, mains);
  const committed = total(mains.map((main) => grid.committedCkva[main] ?? 0));
  return {
    substationId,
    mains,
    remainingCkva,
    transferableCkva,
    limitCkva: limit,
    peakCkva: peak,
    season,
    committedCkva: committed,
    leftCkva: limit < 0 || peak < 0 ? null : limit - peak - committed,
  };
}
