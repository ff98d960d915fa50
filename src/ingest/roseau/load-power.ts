import type { Load } from './network.ts';

/** Active and reactive power, kW and kvar. */
export interface Power {
  readonly kw: number;
  readonly kvar: number;
}

/**
 * Power of a load, summed over its phases; `null` for a load that is not of constant power.
 * Consumption is positive.
 */
export const loadPower = (load: Load): Power | null => {
  const flexible = load.flexible_params ?? load.flexible_param ?? null;
  const phases = load.powers ?? (load.power ? [load.power] : []);
  if (load.type !== 'power' || flexible !== null || phases.length === 0) return null;
  const [p, q] = phases.reduce(([sumP, sumQ], [eachP, eachQ]) => [sumP + eachP, sumQ + eachQ], [0, 0]);
  return { kw: p / 1000, kvar: q / 1000 };
};
