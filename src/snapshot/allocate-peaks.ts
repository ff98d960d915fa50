/**
 * Peaks where nobody measured, from peaks where somebody did.
 *
 * Symbols: w(e) the weight of what hangs directly on element e; m(e) its measured peak, if any.
 *   W(e) = w(e) + Σ over children c of (m(c) if measured, else W(c))       what the parts add up to
 *   measured e:                         peak = m(e);          factor below e = m(e) / W(e)
 *   unmeasured, measured element above: peak = factor · W(e), at least the largest measured peak below e
 *   nothing measured above:             peak = W(e): parts never peak together more than their sum
 *
 * So a head is met exactly by what is allocated from it, and non-coincident peaks are never simply added below a meter.
 * The floor holds because a line carries at least the peak of any single thing behind it. Where a part is of unknown
 * size, the whole measured peak above may flow there, and that is what counts; with nothing measured above, the peak
 * is unknown.
 */

/** One season's meters and weights over a forest (children after parents). Peaks and weights in kVA. */
export interface PeakInputs {
  readonly parent: readonly number[];
  /** Measured or given peak per element; `null` = none. */
  readonly metered: readonly (number | null)[];
  /** Weight of what hangs directly on the element's far end; `null` = something of unknown size. */
  readonly own: readonly (number | null)[];
}

export interface AllocatedPeaks {
  /** kVA; `null` = unknown. */
  readonly peak: (number | null)[];
  /** The element whose meter the figure rests on: itself when metered; -1 where only weights were summed. */
  readonly basis: number[];
}

interface Sums {
  readonly sum: Float64Array;
  readonly floor: Float64Array;
  readonly blind: Uint8Array;
}

function sumUp({ parent, metered, own }: PeakInputs): Sums {
  const n = parent.length;
  const sum = new Float64Array(n);
  const floor = new Float64Array(n);
  const blind = new Uint8Array(n);
  for (let e = n - 1; e >= 0; e--) {
    const weight = own[e];
    if (weight === null) blind[e] = 1;
    else sum[e] = (sum[e] ?? 0) + (weight ?? 0);
    const up = parent[e] ?? -1;
    if (up < 0) continue;
    const meter = metered[e] ?? null;
    sum[up] = (sum[up] ?? 0) + (meter ?? sum[e] ?? 0);
    floor[up] = Math.max(floor[up] ?? 0, meter ?? floor[e] ?? 0);
    if (meter === null && blind[e] === 1) blind[up] = 1;
  }
  return { sum, floor, blind };
}

/**
 * Allocates one season's peaks.
 *
 * @returns per element its peak (kVA) and the element whose meter it rests on.
 * @cost O(n), three passes.
 */
export function allocatePeaks(inputs: PeakInputs): AllocatedPeaks {
  const { parent, metered } = inputs;
  const { sum, floor, blind } = sumUp(inputs);
  const n = parent.length;
  const peak = new Array<number | null>(n).fill(null);
  const basis = new Array<number>(n).fill(-1);
  const factor = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const up = parent[e] ?? -1;
    const meter = metered[e] ?? null;
    const parts = sum[e] ?? 0;
    if (meter !== null) {
      peak[e] = meter;
      basis[e] = e;
      factor[e] = parts > 0 ? meter / parts : 1;
      continue;
    }
    const rests = up < 0 ? -1 : (basis[up] ?? -1);
    if (rests < 0) {
      peak[e] = blind[e] === 1 ? null : Math.max(parts, floor[e] ?? 0);
      continue;
    }
    basis[e] = rests;
    factor[e] = factor[up] ?? 1;
    const share = blind[e] === 1 ? (metered[rests] ?? 0) : (factor[e] ?? 1) * parts;
    peak[e] = Math.max(share, floor[e] ?? 0);
  }
  return { peak, basis };
}
