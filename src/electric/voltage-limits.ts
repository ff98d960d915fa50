import type { LoadFlowState } from './load-flow.ts';
import type { RadialNetwork } from './radial-network.ts';

/** Allowed voltage at places of one nominal voltage, as shares of it; from the policy pack. */
export interface VoltageBand {
  /** Base voltages of the nodes it is for, both ends included, kV: 0.4 kV nodes are places of 0.38 kV. */
  readonly fromKv: number;
  readonly toKv: number;
  /** kV line to line, such as 0.38. */
  readonly nominalKv: number;
  readonly low: number;
  readonly high: number;
}

/** Limits per node, pu of the node's base; NaN where no band applies. */
export interface VoltageLimits {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The node nearest to a limit, or furthest beyond one. */
export interface WorstVoltage {
  readonly node: number;
  readonly voltagePu: number;
  /** Distance to the nearer limit, pu; negative beyond it. */
  readonly marginPu: number;
}

/** Columns for the limits of so many nodes. */
export const limitsFor = (size: number): VoltageLimits => ({
  low: new Float64Array(size),
  high: new Float64Array(size),
});

/**
 * Limits of each node by the first band that covers its base voltage.
 *
 * Limits hold against the nominal voltage (0.38 kV) while a base is often the transformer's rated one (0.4 kV), so a
 * share of nominal is not the same number in per unit.
 *
 * @param into columns of at least as many entries as nodes; overwritten.
 * @returns `into`.
 * @cost O(n): neighbours mostly have one voltage, a band is looked for where it changes.
 */
export function voltageLimits(
  { size, baseKv }: RadialNetwork,
  bands: readonly VoltageBand[],
  into: VoltageLimits = limitsFor(size),
): VoltageLimits {
  const { low, high } = into;
  for (let i = 0; i < size; i++) {
    const kv = baseKv[i] ?? NaN;
    if (i > 0 && kv === baseKv[i - 1]) {
      low[i] = low[i - 1] ?? NaN;
      high[i] = high[i - 1] ?? NaN;
      continue;
    }
    const band = bands.find(({ fromKv, toKv }) => fromKv <= kv && kv <= toKv);
    low[i] = band === undefined ? NaN : (band.low * band.nominalKv) / kv;
    high[i] = band === undefined ? NaN : (band.high * band.nominalKv) / kv;
  }
  return into;
}

/**
 * The node with the least margin to its limits; the first one of equals.
 *
 * @param state of a load flow that converged, of the same network.
 * @returns `null` when no node has limits.
 * @cost O(n), one object.
 */
export function worstVoltage(
  network: RadialNetwork,
  state: LoadFlowState,
  limits: VoltageLimits,
): WorstVoltage | null {
  let node = -1;
  let marginPu = Infinity;
  for (let i = 0; i < network.size; i++) {
    const size = state.voltagePu(i);
    const margin = Math.min(size - (limits.low[i] ?? NaN), (limits.high[i] ?? NaN) - size);
    if (margin < marginPu) {
      node = i;
      marginPu = margin;
    }
  }
  if (node < 0) return null;
  return { node, voltagePu: state.voltagePu(node), marginPu };
}
