import type { Laying } from '../../model/plan.ts';

/** What a line costs by what it lies in and crosses, in one currency unit throughout; Infinity = never. */
export interface RouteCosts {
  /** Per metre, by ground code (`model/ground.ts`); never negative, and finite on open ground. */
  readonly perM: Float64Array;
  /** How the line is laid, by ground code. */
  readonly laying: readonly Laying[];
  /** For each thing crossed, by index in CROSSING_KINDS; each bank of a water counts half. */
  readonly perCrossing: Float64Array;
}
