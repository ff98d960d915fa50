import { appendBranches } from '../electric/append-branches.ts';
import type { Branch } from '../electric/branch.ts';
import type { RadialNetwork } from '../electric/radial-network.ts';
import { splitBranch } from '../electric/split-branch.ts';

/** A new line or transformer and the voltage at its far end, kV. */
export interface NewBranch {
  readonly kv: number;
  readonly branch: Branch;
}

/** What a plan builds between the grid and the customer. */
export interface Building {
  /** Where a section is cut, 0…1 from its fed end; absent = the supply starts at its far end. */
  readonly cutAt?: number;
  /** From the source to the customer, one behind the other. */
  readonly via?: readonly NewBranch[];
}

/** A network with what a plan builds. */
export interface Grown {
  readonly network: RadialNetwork;
  /** Element of each node; -1 for new ones. */
  readonly elements: Int32Array;
  /** Where the supply is taken, and where the customer stands. */
  readonly source: number;
  readonly customer: number;
  /** A column of the network as it was, in the new order; 0 for new nodes. */
  readonly placed: (column: Float64Array) => Float64Array;
}

/** Hangs on a network what a plan builds at one of its nodes. O(n) where anything is built. */
export function growStudy(
  network: RadialNetwork,
  elements: Int32Array,
  node: number,
  { cutAt, via = [] }: Building,
): Grown {
  const cut = cutAt === undefined ? network : splitBranch(network, node, cutAt);
  const grown = via.length === 0 ? cut : appendBranches(cut, node, via);
  const shift = cut.size - network.size;
  const placed = (column: Float64Array): Float64Array => {
    if (grown === network) return column;
    const wide = new Float64Array(grown.size);
    wide.set(column.subarray(0, node));
    wide.set(column.subarray(node), node + shift);
    return wide;
  };
  const known = Float64Array.from(elements, (element) => element + 1);
  return {
    network: grown,
    elements: grown === network ? elements : Int32Array.from(placed(known), (element) => element - 1),
    source: node,
    customer: via.length === 0 ? node : grown.size - 1,
    placed,
  };
}
