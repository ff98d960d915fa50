import type { Network } from './network.ts';

/**
 * Voltage of a source over the nominal one of its bus, the mean of its phases; `null` where the file states none.
 *
 * With a neutral the voltages of the file are to the neutral, without one between phases.
 */
export function sourceVoltagePu(
  { phases, voltages, voltage }: Network['sources'][number],
  nominalV: number | undefined,
): number | null {
  const stated = voltages ?? (voltage ? [voltage] : []);
  if (stated.length === 0 || nominalV === undefined) return null;
  const mean = stated.reduce((sum, [re, im]) => sum + Math.hypot(re, im), 0) / stated.length;
  return ((phases.includes('n') ? Math.sqrt(3) : 1) * mean) / nominalV;
}
