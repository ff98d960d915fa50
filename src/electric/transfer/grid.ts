import type { Ckva } from '../../model/capacity-rules.ts';
import { ELEMENT_KINDS } from '../../model/plan.ts';

/** A normally closed switch. On an outlet it is the feeder's breaker, above everything the feeder carries. */
export interface ClosedSwitch {
  readonly id: string;
  /** Section or outlet it sits on. */
  readonly element: number;
  /** Whether it sits at the far end, seen from the substation. */
  readonly far: boolean;
}

/** An open section between two places that are fed. */
export interface Tie {
  readonly id: string;
  /** Elements that feed its ends. */
  readonly ends: readonly [number, number];
  /** What it may carry, 0.01 kVA; -1 unknown. */
  readonly limitCkva: Ckva;
  /** Every switch that keeps it open: all are closed to use it. */
  readonly switchIds: readonly string[];
}

/**
 * A radial grid as columns over dense elements, parents before children, with the switches that can change it.
 * Amounts are 0.01 kVA, -1 = unknown. The columns may be views on a snapshot: nothing here is written to.
 */
export interface TransferGrid {
  readonly parent: Int32Array;
  /** End of each element's subtree, exclusive. */
  readonly end: Int32Array;
  /** Index in ELEMENT_KINDS. */
  readonly kind: Uint8Array;
  readonly limitCkva: Int32Array;
  readonly committedCkva: Int32Array;
  /** One column per season worked out, at least one; loads move within one season at a time. */
  readonly peakCkva: readonly Int32Array[];
  /** By id, like the ties: index order is the order of ties between equals. */
  readonly switches: readonly ClosedSwitch[];
  readonly ties: readonly Tie[];
  /** Switches on an element, and ties that end at one. */
  readonly switchesAt: ReadonlyMap<number, readonly number[]>;
  readonly tiesAt: ReadonlyMap<number, readonly number[]>;
}

/** Load that is not there yet: the new customer, at the far end of an element. */
export interface Extra {
  readonly element: number;
  readonly ckva: Ckva;
}

const SECTION = ELEMENT_KINDS.indexOf('section');
const BAY = ELEMENT_KINDS.indexOf('bay');
const OUTLET = ELEMENT_KINDS.indexOf('outlet');

export const isSection = (grid: TransferGrid, element: number): boolean => grid.kind[element] === SECTION;
export const isOutlet = (grid: TransferGrid, element: number): boolean => grid.kind[element] === OUTLET;

/** Outlet, bay or section: what a feeder's current runs through. */
export const isWire = (grid: TransferGrid, element: number): boolean =>
  grid.kind[element] === SECTION || grid.kind[element] === BAY || grid.kind[element] === OUTLET;

/** The wire at whose far end an element hangs, or is itself; -1 above the outlets. O(chain). */
export function wireOf(grid: TransferGrid, element: number): number {
  let e = element;
  while (e >= 0 && !isWire(grid, e)) e = grid.parent[e] ?? -1;
  return e;
}

/** The top of the chain an element is on: its main transformer. O(chain). */
export function topOf(grid: TransferGrid, element: number): number {
  let top = element;
  for (let e = element; e >= 0; e = grid.parent[e] ?? -1) top = e;
  return top;
}

/** Whether an element lies in the subtree of another (or is it). */
export const isUnder = (grid: TransferGrid, element: number, above: number): boolean =>
  element >= above && element < (grid.end[above] ?? 0);

/** Outlets in the subtree of an element. O(busbars and feeders). */
export function outletsUnder(grid: TransferGrid, above: number): number[] {
  const found: number[] = [];
  for (let e = above; e < (grid.end[above] ?? 0);) {
    const deeper = !isOutlet(grid, e) && (e === above || ELEMENT_KINDS[grid.kind[e] ?? 0] === 'busbar');
    if (isOutlet(grid, e)) found.push(e);
    e = deeper ? e + 1 : (grid.end[e] ?? e + 1);
  }
  return found;
}

/** The outlet of the feeder an element is on; -1 above the outlets. O(chain). */
export function outletOf(grid: TransferGrid, element: number): number {
  let e = element;
  while (e >= 0 && !isOutlet(grid, e)) e = grid.parent[e] ?? -1;
  return e;
}
