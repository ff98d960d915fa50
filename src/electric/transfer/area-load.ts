import type { Ckva } from '../../model/capacity-rules.ts';
import type { Area } from './area.ts';
import { type TransferGrid, isSection, isWire } from './grid.ts';

/** From here on a load is unknown, 0.01 kVA: more than any grid carries. */
export const UNKNOWN_LOAD: Ckva = 2 ** 40;

const known = (ckva: Ckva | undefined): number => (ckva === undefined || ckva < 0 ? UNKNOWN_LOAD : ckva);

/** Children of an element: its subtree is a range. */
function* childrenOf(grid: TransferGrid, e: number): Generator<number> {
  for (let c = e + 1; c < (grid.end[e] ?? 0); c = grid.end[c] ?? c + 1) yield c;
}

/** w(e) of the derivation below. */
function ownLoad(grid: TransferGrid, peaks: Int32Array, e: number): Ckva {
  const peak = peaks[e] ?? -1;
  if (peak < 0) return UNKNOWN_LOAD;
  let lower = 0;
  let parts = 0;
  let largest = 0;
  for (const c of childrenOf(grid, e)) {
    const at = Math.max(0, peaks[c] ?? 0);
    if (isWire(grid, c)) lower += at;
    else {
      parts += at;
      largest = Math.max(largest, at);
    }
  }
  const share = parts > 0 ? Math.ceil((peak * parts) / (parts + lower)) : 0;
  return Math.max(peak - lower, largest, share);
}

/** What a busbar or transformer carries beside the area, at most, so that with the area whole its peak comes out. */
function besideLoad(area: Area, peaks: Int32Array, e: number): Ckva {
  let all = 0;
  let beside = 0;
  for (const c of childrenOf(area.grid, e)) {
    const at = known(peaks[c]);
    all += at;
    if (!area.local.has(c)) beside += at;
  }
  return beside + Math.max(0, known(peaks[e]) - all);
}

/** The peaks of an area, none below one under it: of two meters that contradict each other the larger is believed. */
function bounds({ elements, up }: Area, peaks: Int32Array): Float64Array {
  const bound = Float64Array.from(elements, (e) => known(peaks[e]));
  for (let i = elements.length - 1; i >= 0; i--) {
    const above = up[i] ?? -1;
    if (above >= 0 && peaks[elements[i] ?? -1] !== -1)
      bound[above] = Math.max(bound[above] ?? 0, bound[i] ?? 0);
  }
  return bound;
}

interface SeasonColumns {
  readonly read: Int32Array;
  readonly bound: Float64Array;
  readonly own: Float64Array;
  readonly beside: Float64Array;
}

/**
 * How much a set of nodes can draw at once, season by season, from peaks that do not add up.
 *
 * Known: P(e), the peak through every element. Symbols: w(e) what hangs on e's node itself, x(e) what flows through e of
 * a set D.
 *   w(e) = max( P(e) − Σ P(c) over the sections c below, the largest single transformer at the node,
 *               P(e) · Σ P(t) / (Σ P(t) + Σ P(c)) over the transformers t at the node )
 *   x(e) = min( P(e), [e ∈ D] · w(e) + Σ x(c) ), where P(e) is at least the largest known P(c) below
 * and the load of D is Σ x over the tops. On the safe side, because: no part of what flows through e ever exceeds P(e);
 * w(e) ≥ P(e) − Σ P(c) gives a whole subtree exactly the peak of the section that enters it, and a whole feeder the
 * reading of its head, never less; and where floors make the lower peaks too large for the first term alone, the other
 * two keep what a node's own transformers show. (Customers that hang on a node without a transformer show only in the
 * first term.) Peaks that did not coincide are counted as if they had, up to the meter above them.
 *
 * A head that measures more than its sections account for has that rest on its first sections' side: it moves as soon as
 * any node next to the outlet does. Unknown peaks are UNKNOWN_LOAD, bounded by the first known peak above.
 */
export class AreaLoad {
  readonly #area: Area;
  readonly #seasons: readonly SeasonColumns[];
  /** Commitments at each section's own node, with the weight they have on sections. */
  readonly committed: Float64Array;
  /** By how much commitments may weigh less at an element above the sections than on them, all in all. */
  readonly #discount: Float64Array;
  readonly #member: Int32Array;
  #stamp = 0;

  /** @cost O(seasons · elements of the area and their children). */
  constructor(area: Area) {
    const { grid, elements, up } = area;
    this.#area = area;
    this.#seasons = grid.peakCkva.map((peaks) => ({
      read: peaks,
      bound: bounds(area, peaks),
      own: Float64Array.from(elements, (e) => (isWire(grid, e) ? ownLoad(grid, peaks, e) : 0)),
      beside: Float64Array.from(elements, (e) => (isWire(grid, e) ? 0 : besideLoad(area, peaks, e))),
    }));
    const lower = (e: number): number => {
      let sum = 0;
      for (const c of childrenOf(grid, e))
        if (isWire(grid, c) || !isWire(grid, e)) sum += grid.committedCkva[c] ?? 0;
      return sum;
    };
    this.committed = Float64Array.from(elements, (e) =>
      isSection(grid, e) ? (grid.committedCkva[e] ?? 0) - lower(e) : 0,
    );
    this.#discount = new Float64Array(elements.length);
    for (let i = elements.length - 1; i >= 0; i--) {
      const e = elements[i] ?? -1;
      if (isSection(grid, e)) continue;
      this.#discount[i] = (this.#discount[i] ?? 0) + Math.max(0, lower(e) - (grid.committedCkva[e] ?? 0));
      const above = up[i] ?? -1;
      if (above >= 0) this.#discount[above] = (this.#discount[above] ?? 0) + (this.#discount[i] ?? 0);
    }
    this.#member = new Int32Array(elements.length);
  }

  /**
   * Load of a set of nodes, per season, 0.01 kVA without commitments.
   *
   * @param members local elements.
   */
  of(members: readonly number[]): Ckva[] {
    this.#select(members);
    return this.#seasons.map((season) => this.#flow(season, -1));
  }

  /** What flows through a local element when only these nodes of the area hang on it, and all that is beside the area. */
  through(at: number, members: readonly number[]): Ckva[] {
    this.#select(members);
    return this.#seasons.map((season) => this.#flow(season, at));
  }

  /** Commitments of a set of nodes, as they weigh on sections: on the way up no case weighs more. */
  committedOf(members: readonly number[]): Ckva {
    return members.reduce((sum, i) => sum + (this.committed[i] ?? 0), 0);
  }

  /** Commitments left on a local element when some under it have gone: never credits more than they weighed there. */
  committedLeft(at: number, gone: readonly number[]): Ckva {
    const credit = Math.max(0, this.committedOf(gone) - (this.#discount[at] ?? 0));
    return Math.max(0, (this.#area.grid.committedCkva[this.#area.elements[at] ?? -1] ?? 0) - credit);
  }

  #select(members: readonly number[]): void {
    const { grid, elements, up } = this.#area;
    const stamp = ++this.#stamp;
    for (const i of members) {
      if (!isSection(grid, elements[i] ?? -1)) continue;
      // The rest of a head beyond its sections goes with the nodes next to it.
      for (let at = i; at >= 0 && isWire(grid, elements[at] ?? -1); at = up[at] ?? -1) {
        this.#member[at] = stamp;
        const above = up[at] ?? -1;
        if (above < 0 || isSection(grid, elements[above] ?? -1)) break;
      }
    }
  }

  #flow({ read, bound, own, beside }: SeasonColumns, at: number): Ckva {
    const { up, elements } = this.#area;
    const n = up.length;
    const sum = new Float64Array(n);
    let tops = 0;
    for (let i = n - 1; i >= Math.max(at, 0); i--) {
      const drawn = (sum[i] ?? 0) + (this.#member[i] === this.#stamp ? (own[i] ?? 0) : 0);
      const flow = Math.min(bound[i] ?? 0, at < 0 ? drawn : drawn + (beside[i] ?? 0));
      if (i === at) return Math.min(flow, known(read[elements[at] ?? -1]));
      const above = up[i] ?? -1;
      if (above < 0) tops += flow;
      else sum[above] = (sum[above] ?? 0) + flow;
    }
    return tops;
  }
}
