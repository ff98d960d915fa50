import type { RadialNetwork } from './radial-network.ts';
import { type RadialNode, toPerUnit } from './to-per-unit.ts';

const longer = <T extends Float64Array | Int32Array>(base: T, more: T, skip: number): T => {
  const joined = new (base.constructor as new (length: number) => T)(base.length + more.length - skip);
  joined.set(base);
  joined.set(more.subarray(skip), base.length);
  return joined;
};

/**
 * A network with branches hung below one of its nodes, one behind the other.
 *
 * @param node  node of the network they begin at.
 * @param chain from there on: the voltage at each branch's far end and the branch.
 * @returns a new network; its last entries are the far ends, in order.
 * @cost O(n): every column is copied.
 */
export function appendBranches(
  network: RadialNetwork,
  node: number,
  chain: readonly Omit<RadialNode, 'parent'>[],
): RadialNetwork {
  const head: RadialNode = { parent: -1, kv: network.baseKv[node] ?? NaN, branch: null };
  const tail = toPerUnit(
    [head, ...chain.map((link, i): RadialNode => ({ ...link, parent: i }))],
    network.baseKva,
  );
  const parent = longer(network.parent, tail.parent, 1);
  chain.forEach((_, i) => {
    parent[network.size + i] = i === 0 ? node : network.size + i - 1;
  });
  const join = (column: 'baseKv' | 'r' | 'x' | 'halfG' | 'halfB' | 'gain' | 'nominalGain'): Float64Array =>
    longer(network[column], tail[column], 1);
  return {
    ...{ size: network.size + chain.length, baseKva: network.baseKva, parent },
    ...{ baseKv: join('baseKv'), r: join('r'), x: join('x'), halfG: join('halfG'), halfB: join('halfB') },
    ...{ gain: join('gain'), nominalGain: join('nominalGain') },
    nameplateX: longer(network.nameplateX, tail.nameplateX, 1),
    parentRatingA: longer(network.parentRatingA, tail.parentRatingA, 1),
    childRatingA: longer(network.childRatingA, tail.childRatingA, 1),
  };
}
