import type { Pack } from '../policy/pack.ts';
import type { Catalogue } from '../pricing/catalogue.ts';
import { standardSizesKva } from '../pricing/size.ts';

/**
 * Capacities at which a customer can sensibly be supplied at 10 kV or below, ascending, kVA: one standard transformer, or
 * several of the largest, up to the pack's limit of 10 kV.
 */
export function standardStepsKva(catalogue: Catalogue, { voltage }: Pack): number[] {
  const sizes = standardSizesKva(catalogue, 'customer-transformer');
  const largest = sizes.at(-1) ?? 0;
  const { maxKva } = voltage.mediumVoltage;
  const several = Array.from(
    { length: Math.max(0, Math.floor(maxKva / largest) - 1) },
    (_, i) => (i + 2) * largest,
  );
  return [...sizes.filter((kva) => kva <= maxKva), ...several];
}
