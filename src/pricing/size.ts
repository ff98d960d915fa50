import type { Catalogue } from './catalogue.ts';
import type { ConductorLayer, Layer, TransformerLayer } from './catalogue-item.ts';
import { perCatalogue } from './per-catalogue.ts';

/** A catalogue item and how many of it side by side carry the demand. */
export interface Sized {
  readonly item: string;
  readonly count: number;
}

/** Limits are met by what equals them, whatever the last bit of a sum. */
const SLACK = 1e-9;

type Item = Catalogue['items'][string];

/** An item of a layer with what it carries: A or kVA. */
export interface Size {
  readonly item: string;
  readonly price: Item;
  readonly carries: number;
}

function sort(catalogue: Catalogue, layer: Layer): Size[] {
  const sizes = Object.entries(catalogue.items)
    .filter(([, price]) => price.layer === layer)
    .map(([item, price]) => ({ item, price, carries: price.ampacityA ?? price.ratingKva ?? 0 }))
    .sort((a, b) => a.carries - b.carries || (a.item < b.item ? -1 : 1));
  if (sizes.length === 0) throw new Error(`catalogue ${catalogue.id} has no item in the layer ${layer}`);
  return sizes;
}

/** Items of a layer from the smallest. */
export const sizesIn: (catalogue: Catalogue, layer: Layer) => readonly Size[] = perCatalogue(
  sort,
  (layer: Layer) => layer,
);

/**
 * The smallest size of a layer that carries a load; beyond the largest, several equal ones, as few as possible and each
 * no larger than needed.
 *
 * @param load amperes for lines and meters, kVA for transformers.
 * @throws Error when the catalogue has no item in the layer.
 */
export function sizeFor(catalogue: Catalogue, layer: Layer, load: number): Sized {
  const sizes = sizesIn(catalogue, layer);
  const largest = sizes.at(-1)?.carries ?? 0;
  const count = Math.max(1, Math.ceil(load / largest - SLACK));
  const fits = sizes.find((size) => size.carries * count >= load - SLACK) ?? sizes.at(-1);
  return { item: fits?.item ?? '', count };
}

/** Standard capacities of a layer of transformers, kVA, rising: what a customer may be offered. */
export const standardSizesKva = (catalogue: Catalogue, layer: TransformerLayer): readonly number[] => [
  ...new Set(sizesIn(catalogue, layer).map(({ carries }) => carries)),
];

/** What a line has to do. */
export interface LineDuty {
  readonly currentA: number;
  readonly lengthM: number;
  /** Line-to-line; for one phase the voltage between its two wires. */
  readonly kv: number;
  readonly phases: 1 | 3;
  readonly cosPhi: number;
  /** Drop allowed from end to end, in percent of `kv`; what equals it is allowed. */
  readonly maxDropPercent: number;
}

/**
 * Voltage drop of a line along its length, % of `kv`: ΔU = k·I·L·(r·cos φ + x·sin φ), k = √3, or 2 for the way there and
 * back of one phase (DL/T 5220, with P = √3·U·I·cos φ); resistance at the temperature of operation.
 */
function dropPercent(price: Item, { currentA, lengthM, kv, phases, cosPhi }: LineDuty): number {
  const { rHotOhmPerKm = NaN, xOhmPerKm = NaN } = price;
  const ohmPerKm = rHotOhmPerKm * cosPhi + xOhmPerKm * Math.sqrt(1 - cosPhi ** 2);
  const volts = (phases === 3 ? Math.sqrt(3) : 2) * currentA * (lengthM / 1000) * ohmPerKm;
  return (volts / (kv * 1000)) * 100;
}

/**
 * A new line of any length: as few conductors side by side as the current needs, of the smallest size that also keeps the voltage
 * drop; the largest where none does, for the load flow to refuse. A longer line never takes a smaller one.
 *
 * @throws Error when the catalogue has no item in the layer.
 */
export function newLinesFor(
  catalogue: Catalogue,
  layer: ConductorLayer,
  duty: Omit<LineDuty, 'lengthM'>,
): (lengthM: number) => Sized {
  const { count } = sizeFor(catalogue, layer, duty.currentA);
  const sizes = sizesIn(catalogue, layer);
  const carrying = sizes
    .filter(({ carries }) => carries * count >= duty.currentA - SLACK)
    .map(({ item, price }) => ({
      line: { item, count },
      percentPerM: dropPercent(price, { lengthM: 1, ...duty }) / count,
    }));
  const largest = { item: sizes.at(-1)?.item ?? '', count };
  const limit = duty.maxDropPercent + SLACK;
  return (lengthM) =>
    (carrying.find(({ percentPerM }) => percentPerM * lengthM <= limit) ?? { line: largest }).line;
}

/**
 * The smallest conductor of a layer that carries a current and keeps its voltage drop; where none does, several equal
 * ones side by side, as few as possible. The next size up comes before a parallel line.
 *
 * @throws Error when the catalogue has no item in the layer.
 */
export function conductorFor(
  catalogue: Catalogue,
  layer: ConductorLayer,
  duty: LineDuty,
): Sized & { readonly dropPercent: number } {
  const sizes = sizesIn(catalogue, layer).map((size) => ({ drop: dropPercent(size.price, duty), ...size }));
  // How many of a size it takes: current and drop are shared equally by lines side by side.
  const needed = sizes.map(({ item, carries, drop }) => ({
    item,
    drop,
    count: Math.max(
      1,
      Math.ceil(duty.currentA / carries - SLACK),
      Math.ceil(drop / duty.maxDropPercent - SLACK),
    ),
  }));
  const count = Math.min(...needed.map((size) => size.count));
  const { item, drop } = needed.find((size) => size.count === count) ?? { item: '', drop: NaN };
  return { item, count, dropPercent: drop / count };
}
