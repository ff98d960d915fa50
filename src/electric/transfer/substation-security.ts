import type { Ckva } from '../../model/capacity-rules.ts';
import type { TransferGrid } from './grid.ts';
import { isUnder } from './grid.ts';
import { nMinusOne } from './n-minus-one.ts';
import type { TransferOptions } from './problem.ts';

/** A main transformer with its full rating, 0.01 kVA; -1 = unknown. */
export interface MainTransformer {
  readonly element: number;
  readonly ratingCkva: Ckva;
}

/** What a substation can still supply with its largest main transformer out of service. */
export interface SubstationSecurity {
  readonly transformers: number;
  /** `false`: one transformer only, so nothing but other substations can take its load. */
  readonly ownNMinusOne: boolean;
  /** Σ S − max S, 0.01 kVA; 0 with one transformer; `null` when a rating is unknown. */
  readonly remainingCkva: Ckva | null;
  /** What other substations can take over ties when the largest (then the first) is lost. */
  readonly transferableCkva: Ckva;
  /** Σ S − max S + transferable; `null` when a rating is unknown. */
  readonly securedCkva: Ckva | null;
  readonly exact: boolean;
}

/** Σ S − max S, 0.01 kVA; 0 with one main transformer; `null` when a rating is unknown. */
export function remainingOf(mains: readonly MainTransformer[]): Ckva | null {
  const ratings = mains.map(({ ratingCkva }) => ratingCkva);
  if (ratings.some((ckva) => ckva < 0)) return null;
  return ratings.reduce((sum, ckva) => sum + ckva, 0) - Math.max(...ratings);
}

/**
 * Σ S − max S + transferable of one substation.
 *
 * @param mains its main transformers, at least one.
 * @cost that of one `nMinusOne`.
 */
export function substationSecurity(
  grid: TransferGrid,
  mains: readonly MainTransformer[],
  options: TransferOptions,
): SubstationSecurity {
  const largest = Math.max(...mains.map(({ ratingCkva }) => ratingCkva));
  const remainingCkva = remainingOf(mains);
  const lost = mains.find(({ ratingCkva }) => ratingCkva === largest)?.element ?? -1;
  const elsewhere = (element: number): boolean => !mains.some((main) => isUnder(grid, element, main.element));
  const { restoredCkva, exact } = nMinusOne(grid, lost, {
    ...options,
    mayReceive: (element) => elsewhere(element) && options.mayReceive(element),
  });
  return {
    transformers: mains.length,
    ownNMinusOne: mains.length > 1,
    remainingCkva,
    transferableCkva: restoredCkva,
    securedCkva: remainingCkva === null ? null : remainingCkva + restoredCkva,
    exact,
  };
}
