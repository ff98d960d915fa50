import type { RadialNetwork } from './radial-network.ts';

type Column = Float64Array | Int32Array;

/** A column with one more entry at `at`: `head` there, `rest` for what stood there before. */
function opened<T extends Column>(column: T, at: number, head: number, rest: number): T {
  const longer = new (column.constructor as new (length: number) => T)(column.length + 1);
  longer.set(column.subarray(0, at));
  longer.set(column.subarray(at), at + 1);
  longer[at] = head;
  longer[at + 1] = rest;
  return longer;
}

/**
 * A network with a new node somewhere on the line above a node: the line becomes two, each with its share of impedance
 * and charging; nothing else changes.
 *
 * The new node takes the index of the node below it, which moves up by one with all that follow.
 *
 * @param node  node whose feeding line is split; not a source, not a transformer.
 * @param share where on the line, 0…1 from its upper end.
 * @cost O(n): every column is copied.
 */
export function splitBranch(network: RadialNetwork, node: number, share: number): RadialNetwork {
  const at = (column: Float64Array): number => column[node] ?? 0;
  const shared = (column: Float64Array): Float64Array =>
    opened(column, node, at(column) * share, at(column) * (1 - share));
  const same = (column: Float64Array): Float64Array => opened(column, node, at(column), at(column));
  const one = (column: Float64Array): Float64Array => opened(column, node, at(column), 1);
  const moved = network.parent.map((parent) => (parent >= node ? parent + 1 : parent));
  return {
    ...{ size: network.size + 1, baseKva: network.baseKva },
    parent: opened(moved, node, network.parent[node] ?? -1, node),
    ...{ r: shared(network.r), x: shared(network.x) },
    ...{ halfG: shared(network.halfG), halfB: shared(network.halfB) },
    baseKv: same(network.baseKv),
    ...{ gain: one(network.gain), nominalGain: one(network.nominalGain) },
    nameplateX: same(network.nameplateX),
    ...{ parentRatingA: same(network.parentRatingA), childRatingA: same(network.childRatingA) },
  };
}
