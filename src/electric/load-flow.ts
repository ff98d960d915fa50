/**
 * AC load flow of radial networks by the backward/forward sweep.
 *
 * Derivation. Per unit, V and I complex, branch of node i from parent p as drawn at `RadialNetwork`:
 *
 *   own current of a node   J_i = conj(S_i(|V_i|) / V_i) + Y_i·V_i
 *   its shunts              Y_i = y_i + Σ gain_k²·y_k over the branches k below it   (y: the half shunt of a branch)
 *   series current          I_i = J_i + Σ gain_k·I_k                                 (Kirchhoff, from the leaves up)
 *   voltage                 V_i = gain_i·V_p − z_i·I_i                               (Kirchhoff, from the sources down)
 *
 * An ideal transformer hands on gain·V downwards and, keeping power, gain·I upwards, so half a shunt above a branch
 * sees gain·V_p and shows at the parent as gain²·y. S(v) = S₀ + S₁·v + S₂·v² has constant power, current and
 * impedance parts; S₂ joins Y_i. Starting at the no-load voltages the two steps repeat until no voltage moves any
 * more. The error shrinks per turn by about |z·S|/|V|² summed along the worst path, roughly the voltage drop; so
 * feeders within voltage limits need five to nine turns, and one loaded beyond what it can carry finds no rest.
 *
 * Each turn is two passes: upwards one multiply-add per node, downwards the voltage, how far it moved, and at once the
 * own current that the next turn starts from.
 *
 * @source D. Shirmohammadi et al., *A compensation-based power flow method for weakly meshed distribution and
 * transmission networks*, IEEE Trans. Power Systems 3(2), 1988.
 */
import type { RadialNetwork } from './radial-network.ts';

/** Loads and source voltages of one state of a network; every column one entry per node. Read only. */
export interface OperatingPoint {
  /** Voltage held at the sources, pu of their base; other entries are not read. */
  readonly sourcePu: Float64Array;
  /** Consumption at 1 pu, kW and kvar; generation is negative. */
  readonly kw: Float64Array;
  readonly kvar: Float64Array;
  /** Shares 0…1 of the load that keep their current or impedance instead of their power; `null` = none do. */
  readonly zip: { readonly current: Float64Array; readonly impedance: Float64Array } | null;
}

export interface LoadFlowOptions {
  /** Done when no voltage moves by more, pu. */
  readonly tolerancePu: number;
  readonly maxIterations: number;
}

/** 1e-9 pu is five digits below the finest voltage anybody reads. */
export const LOAD_FLOW_OPTIONS: LoadFlowOptions = { tolerancePu: 1e-9, maxIterations: 100 };

/** How a load flow ended. Voltages of one that found no rest mean nothing. */
export interface LoadFlowOutcome {
  readonly converged: boolean;
  readonly iterations: number;
  /** Node that moved most in the last turn (where a failed one breaks down), and how far, pu. */
  readonly worstNode: number;
  readonly worstChangePu: number;
}

/** Results and workspace for networks up to a size; made once, overwritten by every load flow. */
export class LoadFlowState {
  readonly capacity: number;
  /** Node voltage, pu: real and imaginary part, the sources' angle being 0. */
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;
  /** Series current of the branch above a node, downwards, pu; for a source, what it delivers. */
  readonly iRe: Float64Array;
  readonly iIm: Float64Array;
  readonly outcome: { -readonly [K in keyof LoadFlowOutcome]: LoadFlowOutcome[K] };
  /** Constant-power and constant-current parts of the loads, and all that behaves as an admittance, pu. */
  readonly powerP: Float64Array;
  readonly powerQ: Float64Array;
  readonly currentP: Float64Array;
  readonly currentQ: Float64Array;
  readonly shuntG: Float64Array;
  readonly shuntB: Float64Array;

  /** @param capacity most nodes of a network it can hold; 80 bytes each. */
  constructor(capacity: number) {
    const column = (): Float64Array => new Float64Array(capacity);
    this.capacity = capacity;
    this.vRe = column();
    this.vIm = column();
    this.iRe = column();
    this.iIm = column();
    this.powerP = column();
    this.powerQ = column();
    this.currentP = column();
    this.currentQ = column();
    this.shuntG = column();
    this.shuntB = column();
    // A fraction from the start keeps the field a double that is overwritten in place, not a new number each time.
    this.outcome = { converged: false, iterations: 0, worstNode: -1, worstChangePu: 0.5 };
  }

  /** Size of a node's voltage, pu. */
  voltagePu(node: number): number {
    const re = this.vRe[node] ?? 0;
    const im = this.vIm[node] ?? 0;
    // No `Math.hypot`: near 1 nothing overflows, and it allocates.
    return Math.sqrt(re * re + im * im);
  }
}

/** Splits the loads into their parts and sums what stands at each node as an admittance. */
function prepare(network: RadialNetwork, point: OperatingPoint, state: LoadFlowState): void {
  const { parent, halfG, halfB, gain } = network;
  const { powerP, powerQ, currentP, currentQ, shuntG, shuntB } = state;
  const { zip } = point;
  const perUnit = 1 / network.baseKva;
  for (let i = 0; i < network.size; i++) {
    const p = (point.kw[i] ?? 0) * perUnit;
    const q = (point.kvar[i] ?? 0) * perUnit;
    // Not `zip?.current[i] ?? 0`: once points with and without shares have been seen, that puts each number on the heap.
    let current = 0;
    let impedance = 0;
    if (zip !== null) {
      current = zip.current[i] ?? 0;
      impedance = zip.impedance[i] ?? 0;
    }
    powerP[i] = p * (1 - current - impedance);
    powerQ[i] = q * (1 - current - impedance);
    currentP[i] = p * current;
    currentQ[i] = q * current;
    const g = halfG[i] ?? 0;
    const b = halfB[i] ?? 0;
    shuntG[i] = p * impedance + g;
    shuntB[i] = b - q * impedance;
    const above = parent[i] ?? -1;
    if (above < 0) continue;
    const square = (gain[i] ?? 0) ** 2;
    shuntG[above] = (shuntG[above] ?? 0) + square * g;
    shuntB[above] = (shuntB[above] ?? 0) + square * b;
  }
}

/** Sources at their voltage and no current anywhere: the first way down then finds the no-load voltages. */
function start(network: RadialNetwork, point: OperatingPoint, state: LoadFlowState): void {
  const { vRe, vIm, iRe, iIm } = state;
  for (let i = 0; i < network.size; i++) {
    vRe[i] = (network.parent[i] ?? -1) < 0 ? (point.sourcePu[i] ?? 0) : 0;
    vIm[i] = 0;
    iRe[i] = 0;
    iIm[i] = 0;
  }
}

/** Turns own currents into series currents: each branch hands its current on to the one above. */
function sweepUp(network: RadialNetwork, state: LoadFlowState): void {
  const { parent, gain } = network;
  const { iRe, iIm } = state;
  for (let i = network.size - 1; i > 0; i--) {
    const above = parent[i] ?? -1;
    if (above < 0) continue;
    const handedOn = gain[i] ?? 0;
    iRe[above] = (iRe[above] ?? 0) + handedOn * (iRe[i] ?? 0);
    iIm[above] = (iIm[above] ?? 0) + handedOn * (iIm[i] ?? 0);
  }
}

/** New voltages from the series currents, then own currents in their place. Writes the worst move. */
function sweepDown(network: RadialNetwork, state: LoadFlowState, withCurrent: boolean): void {
  const { parent, gain, r, x } = network;
  const { vRe, vIm, iRe, iIm, powerP, powerQ, currentP, currentQ, shuntG, shuntB, outcome } = state;
  let worst = 0;
  let worstNode = 0;
  for (let i = 0; i < network.size; i++) {
    const above = parent[i] ?? -1;
    let re = vRe[i] ?? 0;
    let im = vIm[i] ?? 0;
    if (above >= 0) {
      const oldRe = re;
      const oldIm = im;
      const handedOn = gain[i] ?? 0;
      const ohmic = r[i] ?? 0;
      const reactive = x[i] ?? 0;
      const seriesRe = iRe[i] ?? 0;
      const seriesIm = iIm[i] ?? 0;
      re = handedOn * (vRe[above] ?? 0) - ohmic * seriesRe + reactive * seriesIm;
      im = handedOn * (vIm[above] ?? 0) - ohmic * seriesIm - reactive * seriesRe;
      vRe[i] = re;
      vIm[i] = im;
      const moved = (re - oldRe) ** 2 + (im - oldIm) ** 2;
      // Written so that a voltage that is no number any more counts as the worst.
      if (!(moved <= worst)) {
        worst = moved;
        worstNode = i;
        if (Number.isNaN(moved)) break;
      }
    }
    const square = re * re + im * im;
    let p = powerP[i] ?? 0;
    let q = powerQ[i] ?? 0;
    if (withCurrent) {
      const size = Math.sqrt(square);
      p += (currentP[i] ?? 0) * size;
      q += (currentQ[i] ?? 0) * size;
    }
    const g = shuntG[i] ?? 0;
    const b = shuntB[i] ?? 0;
    const inverse = 1 / square;
    iRe[i] = (p * re + q * im) * inverse + g * re - b * im;
    iIm[i] = (p * im - q * re) * inverse + g * im + b * re;
  }
  outcome.worstNode = worstNode;
  outcome.worstChangePu = Math.sqrt(worst);
}

/**
 * Voltages and series currents of a radial network.
 *
 * @param network forest of n ≥ 1 nodes.
 * @param point   columns of n entries.
 * @param state   of capacity ≥ n; its voltages, currents and outcome are overwritten.
 * @returns `state.outcome`, the same object every time. A network that finds no rest (more load than it can carry, or
 *          a voltage that broke down) is an outcome with `converged: false`, not an error.
 * @throws RangeError when the network does not fit into the state.
 * @cost O(n) per turn, five to nine turns within usual voltage limits; no allocation (bench/kernel/load-flow.ts).
 */
export function loadFlow(
  network: RadialNetwork,
  point: OperatingPoint,
  state: LoadFlowState,
  options: LoadFlowOptions = LOAD_FLOW_OPTIONS,
): LoadFlowOutcome {
  if (network.size > state.capacity) {
    throw new RangeError(`a state for ${state.capacity} nodes cannot hold a network of ${network.size}`);
  }
  const { outcome } = state;
  const withCurrent = point.zip !== null;
  outcome.converged = false;
  outcome.iterations = 0;
  prepare(network, point, state);
  start(network, point, state);
  sweepDown(network, state, withCurrent);
  while (!outcome.converged && outcome.iterations < options.maxIterations) {
    sweepUp(network, state);
    sweepDown(network, state, withCurrent);
    outcome.iterations++;
    outcome.converged = outcome.worstChangePu <= options.tolerancePu;
    if (Number.isNaN(outcome.worstChangePu)) break;
  }
  sweepUp(network, state);
  return outcome;
}
