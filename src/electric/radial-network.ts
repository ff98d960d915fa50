/**
 * A forest of supply trees in per unit, as columns of one length: entry i is a node together with the branch that
 * feeds it. Parents come first (parent[i] < i); a node without parent is a source, and its branch columns mean nothing.
 *
 *        parent                                                   child
 *   V_p ──┤ ideal transformer: V' = gain · V_p ├──┬── r + jx ──┬── V
 *                                            half g,b       half g,b
 *
 * One base power for all, one base voltage per node; series and shunt figures are on the child's base. Read only.
 */
export interface RadialNetwork {
  readonly size: number;
  readonly baseKva: number;
  readonly parent: Int32Array;
  /** kV, line to line. */
  readonly baseKv: Float64Array;
  readonly r: Float64Array;
  readonly x: Float64Array;
  /** Shunt at each of the two ends of the branch: conductance and susceptance, charging positive. */
  readonly halfG: Float64Array;
  readonly halfB: Float64Array;
  /** No-load voltage at the child over that at the parent, both in per unit; 1 for a line and a nominal ratio. */
  readonly gain: Float64Array;
  /** The same with the tap in its nominal position. */
  readonly nominalGain: Float64Array;
  /** Reactance of a transformer in per unit of its own rating; 0 for a line. */
  readonly nameplateX: Float64Array;
  /** Permanent current at the two ends of the branch, A; NaN = unknown, and at sources. */
  readonly parentRatingA: Float64Array;
  readonly childRatingA: Float64Array;
}
