import type { LoadFlowState } from './load-flow.ts';
import type { RadialNetwork } from './radial-network.ts';

/**
 * What flows at the two ends of every branch after a load flow; entry i belongs to the branch above node i. Power
 * counts downwards. For a source both ends are what it delivers: its own load and all below it.
 */
export class BranchFlows {
  /** Current at the two ends, A. */
  readonly parentA: Float64Array;
  readonly childA: Float64Array;
  /** Power into the branch at its upper end and out of it at its lower end. */
  readonly parentKw: Float64Array;
  readonly parentKvar: Float64Array;
  readonly childKw: Float64Array;
  readonly childKvar: Float64Array;
  /** The larger of current over rating at the two ends, %; NaN where the rating is unknown. */
  readonly loadingPercent: Float64Array;
  /** Sums over all branches; charging makes the reactive one smaller, even negative. */
  lossKw = 0.5;
  lossKvar = 0.5;

  /** @param capacity most nodes of a network it can hold; 56 bytes each. */
  constructor(capacity: number) {
    const column = (): Float64Array => new Float64Array(capacity);
    this.parentA = column();
    this.childA = column();
    this.loadingPercent = column();
    this.parentKw = column();
    this.parentKvar = column();
    this.childKw = column();
    this.childKvar = column();
  }
}

/**
 * Currents, powers, losses and loading of every branch.
 *
 * A transformer is loaded by the larger of its two winding currents over the rated one, as a line by the larger of its
 * end currents over its ampacity.
 *
 * @param state of a load flow that converged, of the same network.
 * @param flows of capacity ≥ n; overwritten and returned.
 * @cost O(n), no allocation.
 */
export function branchFlows(network: RadialNetwork, state: LoadFlowState, flows: BranchFlows): BranchFlows {
  const { parent, gain, halfG, halfB, baseKv, baseKva } = network;
  const { vRe, vIm, iRe, iIm } = state;
  const baseA = baseKva / Math.sqrt(3);
  let lossP = 0;
  let lossQ = 0;
  for (let i = 0; i < network.size; i++) {
    const above = parent[i] ?? -1;
    const source = above < 0;
    const re = vRe[i] ?? 0;
    const im = vIm[i] ?? 0;
    const seriesRe = iRe[i] ?? 0;
    const seriesIm = iIm[i] ?? 0;
    const g = halfG[i] ?? 0;
    const b = halfB[i] ?? 0;
    const handedOn = source ? 1 : (gain[i] ?? 0);
    const upRe = source ? re : handedOn * (vRe[above] ?? 0);
    const upIm = source ? im : handedOn * (vIm[above] ?? 0);
    const inRe = seriesRe + g * upRe - b * upIm;
    const inIm = seriesIm + g * upIm + b * upRe;
    const outRe = seriesRe - g * re + b * im;
    const outIm = seriesIm - g * im - b * re;
    const inP = upRe * inRe + upIm * inIm;
    const inQ = upIm * inRe - upRe * inIm;
    const outP = re * outRe + im * outIm;
    const outQ = im * outRe - re * outIm;
    const childKv = baseKv[i] ?? 0;
    const parentKv = source ? childKv : (baseKv[above] ?? 0);
    const parentA = (handedOn * Math.sqrt(inRe * inRe + inIm * inIm) * baseA) / parentKv;
    const childA = (Math.sqrt(outRe * outRe + outIm * outIm) * baseA) / childKv;
    flows.parentA[i] = parentA;
    flows.childA[i] = childA;
    flows.parentKw[i] = inP * baseKva;
    flows.parentKvar[i] = inQ * baseKva;
    flows.childKw[i] = outP * baseKva;
    flows.childKvar[i] = outQ * baseKva;
    const parentShare = parentA / (network.parentRatingA[i] ?? NaN);
    const childShare = childA / (network.childRatingA[i] ?? NaN);
    flows.loadingPercent[i] = 100 * Math.max(parentShare, childShare);
    lossP += inP - outP;
    lossQ += inQ - outQ;
  }
  flows.lossKw = lossP * baseKva;
  flows.lossKvar = lossQ * baseKva;
  return flows;
}
