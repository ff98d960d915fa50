import type { Ckva } from '../model/capacity-rules.ts';
import { UNKNOWN } from './columns.ts';

/** Largest figure a ledger column holds: 21 GVA, more than any distribution grid has. */
const MOST_CKVA = 2_147_483_647;

/** A rating as the columns keep it, rounded down; unknown where none is known. */
export const floorCkva = (kva: number | null): Ckva =>
  kva === null ? UNKNOWN : Math.min(MOST_CKVA, Math.floor(kva * 100 + 1e-6));
