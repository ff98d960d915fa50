/**
 * Three-phase initial short-circuit current in a radial network fed from above.
 *
 * The equivalent voltage source c·U_n/√3 at the place of the fault drives the current through everything between it
 * and the sources; loads, charging and magnetising are left out and taps stand in their nominal position. Going down
 * a branch the impedance seen is, per unit of the node's own base,
 *
 *   Z_i = gain_i²·Z_p + K_i·z_i,        I"_k = c·U_n / (√3·|Z_i|),
 *
 * and at a source Z = c·U_n/(√3·I"_k) of what the network above delivers there.
 *
 * @source IEC 60909-0:2016, §4 (method), §6.2 (network feeders), §6.3.3 (transformer correction K_T), Table 1 (c).
 */
import type { RadialNetwork } from './radial-network.ts';

/** What the network above a source delivers into a fault there. */
interface SourceStrength {
  /** Node without parent. */
  readonly node: number;
  /** Initial three-phase short-circuit current, kA; found with the voltage factor of this calculation. */
  readonly faultLevelKa: number;
  /** Resistance over reactance. */
  readonly rOverX: number;
}

/** Voltage factors by nominal voltage, ascending; the first entry that reaches a node's voltage holds. */
export type VoltageFactors = readonly { readonly upToKv: number; readonly factor: number }[];

export interface FaultCase {
  readonly sources: readonly SourceStrength[];
  /** Numbers of Table 1 for the greatest or for the least current, from the policy pack. */
  readonly voltageFactors: VoltageFactors;
  /** Apply K_T = 0.95·c/(1 + 0.6·x_T), as for the greatest current. */
  readonly correctTransformers: boolean;
}

/** Impedance of all that feeds a node, pu of its base; NaN below a source of unknown strength. */
export interface FeedingImpedance {
  readonly r: Float64Array;
  readonly x: Float64Array;
}

/**
 * The voltage factor c at a voltage.
 *
 * @param kv nominal voltage, kV line to line.
 * @returns NaN above the last entry: no factor is known there.
 */
export function voltageFactor(factors: VoltageFactors, kv: number): number {
  return factors.find(({ upToKv }) => kv <= upToKv)?.factor ?? NaN;
}

/**
 * Impedance that feeds each node, from the sources down.
 *
 * @param network base voltages are taken as nominal ones.
 * @throws RangeError when a strength names a node that is no source, or gives no current above 0.
 * @cost O(n); allocates two columns.
 */
export function feedingImpedance(network: RadialNetwork, fault: FaultCase): FeedingImpedance {
  const { parent, baseKv, baseKva, gain, nominalGain } = network;
  const r = new Float64Array(network.size).fill(NaN);
  const x = new Float64Array(network.size).fill(NaN);
  const factors = baseKv.map((kv) => voltageFactor(fault.voltageFactors, kv));
  for (const { node, faultLevelKa, rOverX } of fault.sources) {
    if (parent[node] !== -1 || !(faultLevelKa > 0)) {
      throw new RangeError(`node ${node} with ${faultLevelKa} kA: not the strength of a source`);
    }
    const faultKva = Math.sqrt(3) * (baseKv[node] ?? 0) * faultLevelKa * 1000;
    x[node] = ((factors[node] ?? NaN) * baseKva) / faultKva / Math.hypot(1, rOverX);
    r[node] = rOverX * x[node];
  }
  for (let i = 0; i < network.size; i++) {
    const above = parent[i] ?? -1;
    if (above < 0) continue;
    const ownX = network.nameplateX[i] ?? 0;
    // c of the side below, as the standard relates it to the network at the low-voltage winding.
    const corrected = fault.correctTransformers && ownX > 0;
    const kT = corrected ? (0.95 * (factors[i] ?? NaN)) / (1 + 0.6 * ownX) : 1;
    const nominal = nominalGain[i] ?? 0;
    // A transformer that steps up has its tap below its impedance: that is on the tapped base there.
    const steppedUp = (baseKv[i] ?? 0) > (baseKv[above] ?? 0);
    const k = steppedUp ? kT * (nominal / (gain[i] ?? 0)) ** 2 : kT;
    r[i] = nominal ** 2 * (r[above] ?? NaN) + k * (network.r[i] ?? 0);
    x[i] = nominal ** 2 * (x[above] ?? NaN) + k * (network.x[i] ?? 0);
  }
  return { r, x };
}

/**
 * Initial symmetrical three-phase short-circuit current at a node, kA.
 *
 * @param feeding of the same network and case.
 * @returns NaN where the source's strength or the voltage factor is unknown.
 */
export function faultLevelKa(
  network: RadialNetwork,
  fault: FaultCase,
  feeding: FeedingImpedance,
  node: number,
): number {
  const kv = network.baseKv[node] ?? NaN;
  const impedance = Math.hypot(feeding.r[node] ?? NaN, feeding.x[node] ?? NaN);
  const baseKa = network.baseKva / (Math.sqrt(3) * kv * 1000);
  return (voltageFactor(fault.voltageFactors, kv) * baseKa) / impedance;
}
