import type { RadialNetwork } from '../electric/radial-network.ts';
import type { Ckva } from '../model/capacity-rules.ts';

/**
 * A network with some of its elements rated higher.
 *
 * A larger transformer of the same short-circuit voltage has its impedance in the ratio of the ratings. A line keeps the
 * impedance it has: a larger conductor never has more, so the voltage found is never too good.
 *
 * @param elements   element of each node.
 * @param ratings    new rating of elements, 0.01 kVA.
 * @param ratingCkva rating of every element as it stands, 0.01 kVA.
 * @cost O(n); copies the columns it changes.
 */
export function reinforcedNetwork(
  network: RadialNetwork,
  elements: Int32Array,
  ratings: ReadonlyMap<number, Ckva>,
  ratingCkva: Int32Array,
): RadialNetwork {
  const copy = (column: Float64Array): Float64Array => column.slice();
  const { r, x, halfG, halfB, parentRatingA, childRatingA, nameplateX } = network;
  const changed = {
    r: copy(r),
    x: copy(x),
    halfG: copy(halfG),
    halfB: copy(halfB),
    parentRatingA: copy(parentRatingA),
    childRatingA: copy(childRatingA),
  };
  const scale = (column: Float64Array, node: number, factor: number): void => {
    column[node] = (column[node] ?? 0) * factor;
  };
  elements.forEach((element, node) => {
    const factor = (ratings.get(element) ?? 0) / (ratingCkva[element] ?? -1);
    if (!(factor > 0)) return;
    scale(changed.parentRatingA, node, factor);
    scale(changed.childRatingA, node, factor);
    if ((nameplateX[node] ?? 0) === 0) return;
    for (const series of [changed.r, changed.x]) scale(series, node, 1 / factor);
    for (const shunt of [changed.halfG, changed.halfB]) scale(shunt, node, factor);
  });
  return { ...network, ...changed };
}
