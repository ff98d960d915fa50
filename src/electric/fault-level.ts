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
  readonly r: number;
  readonly x: number;
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

/** Impedance of what the network above a source delivers there. */
function atSource(
  { parent, baseKv, baseKva }: RadialNetwork,
  fault: FaultCase,
  source: number,
): FeedingImpedance {
  for (const { node, faultLevelKa: level } of fault.sources)
    if (parent[node] !== -1 || !(level > 0))
      throw new RangeError(`node ${node} with ${level} kA: not the strength of a source`);
  const strength = fault.sources.find(({ node }) => node === source);
  if (strength === undefined) return { r: NaN, x: NaN };
  const kv = baseKv[source] ?? NaN;
  const faultKva = Math.sqrt(3) * kv * strength.faultLevelKa * 1000;
  const factor = voltageFactor(fault.voltageFactors, kv);
  const x = (factor * baseKva) / faultKva / Math.hypot(1, strength.rOverX);
  return { r: strength.rOverX * x, x };
}

/** Impedance that feeds the far end of a branch, from that of the node above. */
function below(
  network: RadialNetwork,
  fault: FaultCase,
  i: number,
  above: FeedingImpedance,
): FeedingImpedance {
  const { parent, baseKv, gain, nominalGain } = network;
  const ownX = network.nameplateX[i] ?? 0;
  // c of the side below, as the standard relates it to the network at the low-voltage winding.
  const corrected = fault.correctTransformers && ownX > 0;
  const factor = voltageFactor(fault.voltageFactors, baseKv[i] ?? NaN);
  const kT = corrected ? (0.95 * factor) / (1 + 0.6 * ownX) : 1;
  const nominal = nominalGain[i] ?? 0;
  // A transformer that steps up has its tap below its impedance: that is on the tapped base there.
  const steppedUp = (baseKv[i] ?? 0) > (baseKv[parent[i] ?? -1] ?? 0);
  const k = steppedUp ? kT * (nominal / (gain[i] ?? 0)) ** 2 : kT;
  return {
    r: nominal ** 2 * above.r + k * (network.r[i] ?? 0),
    x: nominal ** 2 * above.x + k * (network.x[i] ?? 0),
  };
}

/**
 * Impedance that feeds a node, from its source down.
 *
 * @param network base voltages are taken as nominal ones.
 * @throws RangeError when a strength names a node that is no source, or gives no current above 0.
 * @cost O(depth of the node).
 */
export function feedingImpedance(network: RadialNetwork, fault: FaultCase, node: number): FeedingImpedance {
  const path: number[] = [];
  let at = node;
  for (; (network.parent[at] ?? -1) >= 0; at = network.parent[at] ?? -1) path.push(at);
  return path.reduceRight(
    (above, branch) => below(network, fault, branch, above),
    atSource(network, fault, at),
  );
}

/**
 * Initial symmetrical three-phase short-circuit current at a node, kA.
 *
 * @param feeding of the same node and case.
 * @returns NaN where the source's strength or the voltage factor is unknown.
 */
export function faultLevelKa(
  { baseKv, baseKva }: RadialNetwork,
  fault: FaultCase,
  feeding: FeedingImpedance,
  node: number,
): number {
  const kv = baseKv[node] ?? NaN;
  const baseKa = baseKva / (Math.sqrt(3) * kv * 1000);
  return (voltageFactor(fault.voltageFactors, kv) * baseKa) / Math.hypot(feeding.r, feeding.x);
}
