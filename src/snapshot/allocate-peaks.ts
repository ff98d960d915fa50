/**
 * Peaks where nobody measured, from peaks where somebody did.
 *
 * Symbols: w(e) the weight of what hangs directly on element e; m(e) its measured peak, if any.
 *   W(e) = w(e) + Σ over children c of (m(c) if measured, else W(c))       what the parts add up to
 *   measured e:                         peak = m(e);          factor below e = m(e) / W(e)
 *   unmeasured, measured element above: peak = factor · W(e) + N(e), at most m(above), at least the largest measured
 *                                       peak below e; N(e) what is new below e since the weights were taken
 *   nothing measured above:             peak = W(e): parts never peak together more than their sum
 *
 * So, with nothing new, a head is met exactly by what is allocated from it, and non-coincident peaks are never simply added below a meter.
 * The floor holds because a line carries at least the peak of any single thing behind it. Where a part is of unknown
 * size, or nothing at all is known below a meter, the whole measured peak may flow there, and that is what counts; with
 * nothing measured above, the peak is unknown. A season in which an element was not measured is never made up: where
 * nothing above or below was measured in it either, it stays unknown.
 */

/** One season's meters and weights over a forest (children after parents). Peaks and weights in kVA. */
export interface PeakInputs {
  readonly parent: ArrayLike<number>;
  /** Measured or given peak per element; NaN = none. */
  readonly metered: ArrayLike<number>;
  /** Weight of what hangs directly on the element's far end; NaN = something of unknown size. */
  readonly own: ArrayLike<number>;
  /** 1 = `own` already allows for everything below, so that unknown parts there do not matter above. */
  readonly closed?: Uint8Array;
  /** 1 = `own` is a guess from a rating or another season, no figure of this season. */
  readonly guess?: Uint8Array;
  /** 1 = measured, but in another season only: guesses below do not stand in for what was measured then. */
  readonly unseen?: Uint8Array;
  /** What the meters hold already and the weights do not, at the element's far end; it may all flow there. */
  readonly fresh?: Float64Array;
}

export interface AllocatedPeaks {
  /** kVA; NaN = unknown. */
  readonly peak: Float64Array;
  /** The element whose meter the figure rests on: itself when metered; -1 where only weights were summed. */
  readonly basis: Int32Array;
  /** Largest single measured peak behind it that no other meter covers, kVA; 0 = none. */
  readonly floor: Float64Array;
}

interface Sums {
  readonly sum: Float64Array;
  readonly floor: Float64Array;
  readonly blind: Uint8Array;
  /** 1 = measured in another season only, and in this one nothing but guesses. */
  readonly dark: Uint8Array;
}

function sumUp(inputs: PeakInputs): Sums {
  const { parent, metered, own, unseen } = inputs;
  const flags = (column: Uint8Array | undefined): Uint8Array => column ?? new Uint8Array(parent.length);
  const closed = flags(inputs.closed);
  const n = parent.length;
  const sum = new Float64Array(n);
  const floor = new Float64Array(n);
  const blind = new Uint8Array(n);
  const guessed = Uint8Array.from(flags(inputs.guess));
  const dark = new Uint8Array(n);
  for (let e = n - 1; e >= 0; e--) {
    const weight = own[e] ?? 0;
    if (Number.isNaN(weight)) blind[e] = 1;
    else sum[e] = (sum[e] ?? 0) + weight;
    const meter = metered[e] ?? NaN;
    const isMetered = !Number.isNaN(meter);
    if (!isMetered && unseen?.[e] === 1 && guessed[e] === 1) dark[e] = 1;
    const up = parent[e] ?? -1;
    if (up < 0) continue;
    sum[up] = (sum[up] ?? 0) + (isMetered ? meter : (sum[e] ?? 0));
    floor[up] = Math.max(floor[up] ?? 0, isMetered ? meter : (floor[e] ?? 0));
    if (isMetered) continue;
    if (dark[e] === 1 || (blind[e] === 1 && closed[e] !== 1)) blind[up] = 1;
    else if (guessed[e] === 1) guessed[up] = 1;
  }
  return { sum, floor, blind, dark };
}

/** What is new on each element and below, down to the next meters, kVA. */
function freshBelow({ parent, metered, fresh }: PeakInputs): Float64Array {
  const below = Float64Array.from(fresh ?? new Float64Array(parent.length));
  for (let e = parent.length - 1; e >= 0; e--) {
    const up = parent[e] ?? -1;
    if (up >= 0 && Number.isNaN(metered[e])) below[up] = (below[up] ?? 0) + (below[e] ?? 0);
  }
  return below;
}

/** A share of a meter with what is new on top, up to all that the meter saw. */
const withFresh = (share: number, fresh = 0, meter = 0): number =>
  fresh === 0 ? share : Math.min(meter, share + fresh);

/**
 * Allocates one season's peaks.
 *
 * @returns per element its peak (kVA) and the element whose meter it rests on.
 * @cost O(n), three passes.
 */
export function allocatePeaks(inputs: PeakInputs): AllocatedPeaks {
  const { parent, metered } = inputs;
  const { sum, floor, blind, dark } = sumUp(inputs);
  const fresh = freshBelow(inputs);
  const isOpen = (e: number): boolean => blind[e] === 1 && inputs.closed?.[e] !== 1;
  const n = parent.length;
  const peak = new Float64Array(n).fill(NaN);
  const basis = new Int32Array(n).fill(-1);
  const factor = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const up = parent[e] ?? -1;
    const meter = metered[e] ?? NaN;
    const parts = sum[e] ?? 0;
    if (!Number.isNaN(meter)) {
      peak[e] = meter;
      basis[e] = e;
      factor[e] = parts > 0 ? meter / parts : 1;
      continue;
    }
    const rests = up < 0 ? -1 : (basis[up] ?? -1);
    if (rests < 0) {
      peak[e] = dark[e] === 1 || isOpen(e) ? NaN : Math.max(parts, floor[e] ?? 0);
      continue;
    }
    basis[e] = rests;
    factor[e] = factor[up] ?? 1;
    const anywhere = (sum[rests] ?? 0) === 0 || isOpen(e);
    const share = anywhere ? (metered[rests] ?? 0) : (factor[e] ?? 1) * parts;
    peak[e] = Math.max(withFresh(share, fresh[e], metered[rests] ?? 0), floor[e] ?? 0);
  }
  return { peak, basis, floor };
}
