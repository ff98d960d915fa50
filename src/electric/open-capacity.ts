import type { Ckva } from '../model/capacity-rules.ts';

/** "unknown" in ledger columns. */
export const UNKNOWN_CKVA = -1;

/**
 * What an element may carry: the pack's usable share of its rating, rounded down.
 *
 * @param ratingCkva 0.01 kVA; -1 = unknown.
 * @param share k, 0…1.5.
 * @returns 0.01 kVA; -1 = unknown.
 */
export const limitCkva = (ratingCkva: Ckva, share: number): Ckva =>
  ratingCkva < 0 ? UNKNOWN_CKVA : Math.floor(ratingCkva * share + 1e-6);

/**
 * Open capacity of one element: open = k · rating − peak − Σ committed; negative when it is over its limit already.
 *
 * @param limit 0.01 kVA; -1 = unknown.
 * @param peak  0.01 kVA of the worst known season; -1 = unknown.
 * @returns 0.01 kVA, or `null` when limit or peak is unknown.
 * @source State Grid practice of 可开放容量; k and the peak window come from the capacity pack.
 */
export const openCkva = (limit: Ckva, peak: Ckva, committed: Ckva): Ckva | null =>
  limit < 0 || peak < 0 ? null : limit - peak - committed;
