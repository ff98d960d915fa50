import type { Catalogue, Layer } from './catalogue.ts';

/** A catalogue item and how many of it side by side carry the demand. */
export interface Sized {
  readonly item: string;
  readonly count: number;
}

/** Items of a layer from the smallest, with what each carries. */
export function sizesIn(catalogue: Catalogue, layer: Layer): { item: string; carries: number }[] {
  return Object.entries(catalogue.items)
    .filter(([, price]) => price.layer === layer)
    .map(([item, price]) => ({ item, carries: price.ampacityA ?? price.ratingKva ?? 0 }))
    .sort((a, b) => a.carries - b.carries || (a.item < b.item ? -1 : 1));
}

/**
 * The smallest size of a layer that carries a load; beyond the largest, several equal ones, as few as possible and each
 * no larger than needed.
 *
 * @param load amperes for lines, kVA for transformers.
 * @throws Error when the catalogue has no item in the layer.
 */
export function sizeFor(catalogue: Catalogue, layer: Layer, load: number): Sized {
  const sizes = sizesIn(catalogue, layer);
  const largest = sizes.at(-1);
  if (largest === undefined) throw new Error(`catalogue ${catalogue.id} has no item in the layer ${layer}`);
  const count = Math.max(1, Math.ceil(load / largest.carries - 1e-9));
  const fits = sizes.find((size) => size.carries * count >= load - 1e-9) ?? largest;
  return { item: fits.item, count };
}

/** Standard transformer sizes from the smallest, kVA: the steps in which capacity is offered. */
export const standardSizesKva = (catalogue: Catalogue): number[] => [
  ...new Set(sizesIn(catalogue, 'customer-transformer').map(({ carries }) => carries)),
];
