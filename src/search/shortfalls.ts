import { limitCkva } from '../electric/open-capacity.ts';
import { type AskedLoad, type Ckva, takenCkva } from '../model/capacity-rules.ts';
import type { Headroom } from './headroom.ts';

/** An element of a chain that lacks room for a demand. */
export interface Shortfall {
  readonly element: number;
  /** What of the demand it takes as it stands, 0.01 kVA; never below 0. */
  readonly takesCkva: Ckva;
  /** Rating at which it takes the whole, 0.01 kVA. */
  readonly neededCkva: Ckva;
}

/** The least rating whose usable share carries a load. */
function ratingFor(carriedCkva: Ckva, share: number): Ckva {
  const rating = Math.ceil(carriedCkva / share - 1e-6);
  return limitCkva(rating, share) >= carriedCkva ? rating : rating + 1;
}

function shortfallOf(headroom: Headroom, e: number, load: AskedLoad): Shortfall | null {
  const { snapshot, rules } = headroom;
  const kind = snapshot.elementKind(e);
  const left = headroom.leftCkva(e);
  const weighed = takenCkva(rules, load, kind);
  if (left === null || weighed <= left) return null;
  const carried = headroom.peakCkva(e) + headroom.promisedCkva(e) + weighed;
  return {
    element: e,
    takesCkva: Math.max(0, Math.floor((left * load.ckva) / weighed)),
    neededCkva: ratingFor(carried, rules.usableShare[kind]),
  };
}

/**
 * Elements from one up that lack room for a demand, the one that binds first at the front. Unknown room is no shortfall.
 *
 * @cost O(chain · log chain).
 */
export function shortfalls(headroom: Headroom, element: number, added: AskedLoad): Shortfall[] {
  const { elementParent } = headroom.snapshot.columns;
  const short: Shortfall[] = [];
  for (let e = element; e >= 0; e = elementParent[e] ?? -1) {
    const shortfall = shortfallOf(headroom, e, added);
    if (shortfall !== null) short.push(shortfall);
  }
  return short.sort((a, b) => a.takesCkva - b.takesCkva || b.element - a.element);
}
