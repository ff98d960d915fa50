import type { Ckva } from '../../model/capacity-rules.ts';
import type { TransferGrid } from './grid.ts';

/** Room without end, 0.01 kVA: more than any grid has. */
export const ENDLESS: Ckva = 2 ** 40;

/**
 * Most that could be brought to a place: the least left on its way up, each element in its best season. What is unknown
 * takes anything, so it bounds every switching from above.
 *
 * @param carriesAnyway whether an element, and with it all above, carries what would be brought already.
 * @returns 0.01 kVA, at least 0.
 * @cost O(chain).
 */
export function mostRoom(
  { parent, limitCkva, peakCkva, committedCkva }: TransferGrid,
  element: number,
  carriesAnyway: (element: number) => boolean,
): Ckva {
  let most = ENDLESS;
  for (let e = element; e >= 0 && !carriesAnyway(e); e = parent[e] ?? -1) {
    const peaks = peakCkva.map((column) => column[e] ?? -1);
    const limit = limitCkva[e] ?? -1;
    if (limit >= 0 && !peaks.includes(-1))
      most = Math.min(most, limit - Math.min(...peaks) - (committedCkva[e] ?? 0));
  }
  return Math.max(0, most);
}
