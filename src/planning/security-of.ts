import type { Switching } from '../search/switching.ts';

/** N-1 of a feeder, of what hangs on one, or of a substation. */
export interface Security {
  /** Whether the loss of the outlet, or of the substation's largest main transformer, is survived; `null` = it cannot be told. */
  readonly nMinusOne: boolean | null;
  /** What may be added so that it still is, no more than is open; 0 = nothing, `null` = it cannot be told. */
  readonly nMinusOneKva: number | null;
}

/** The lesser of two rooms, kVA; `null` = unknown. */
const lesser = (roomKva: number | null, openKva: number | null): number | null =>
  roomKva === null || openKva === null ? null : Math.min(roomKva, openKva);

/**
 * N-1 at an element: of its outlet, and above the feeders of its substation.
 *
 * @param openKva open capacity of its chain; `null` = unknown.
 * @cost first for an outlet or substation a few ms, then little until the ledger moves.
 */
export function securityOf(switching: Switching, element: number, openKva: number | null): Security {
  const outlet = switching.outletSecurity(element);
  if (outlet !== null) {
    const { holds, roomCkva } = outlet;
    return { nMinusOne: holds, nMinusOneKva: lesser(roomCkva === null ? null : roomCkva / 100, openKva) };
  }
  const left = switching.substation(element)?.leftCkva ?? null;
  const roomKva = left === null ? null : Math.max(0, left / 100);
  return { nMinusOne: left === null ? null : left >= 0, nMinusOneKva: lesser(roomKva, openKva) };
}
