import type { TransformerFigures } from './bus-grid.ts';

/** Scales a known figure. */
const times = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor;

/**
 * A transformer of which only a share of the rating may be used, as one of that rating with the same impedance and
 * losses in ohms and watts: u_k and P_k follow the rating, for Z = u_k·U²/S and R = P_k·U²/S² stay as they are.
 *
 * @param share 0…1 of the rating; 1 = all of it.
 */
export const derated = (figures: TransformerFigures, share: number): TransformerFigures => ({
  ...figures,
  rating_kva: times(figures.rating_kva, share),
  uk_percent: times(figures.uk_percent, share),
  pk_kw: times(figures.pk_kw, share ** 2),
  i0_percent: times(figures.i0_percent, 1 / share),
});
