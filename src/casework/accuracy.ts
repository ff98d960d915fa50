import type { AsBuilt } from '../model/as-built.ts';

/** How far estimates of one kind of plan lay from what was built. */
export interface Accuracy {
  readonly kind: string;
  readonly connected: number;
  /** Cases whose final cost is known, and the errors of their likely cost, share of the estimate: above = dearer. */
  readonly withCost: number;
  readonly medianError: number | null;
  readonly medianAbsoluteError: number | null;
  /** Share of final costs within the band of the estimate. */
  readonly inBand: number | null;
  /** Cases whose load is measured, and its median share of the capacity supplied. */
  readonly withLoad: number;
  readonly medianLoad: number | null;
}

/** The middle of some figures; of an even number the mean of the two in the middle. */
function median(figures: readonly number[]): number | null {
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

type Costed = AsBuilt & { readonly estimate: NonNullable<AsBuilt['estimate']>; readonly finalFen: number };

const isCosted = (one: AsBuilt): one is Costed =>
  one.estimate !== null && one.finalFen !== null && one.estimate.likelyFen > 0;

const loadOf = ({ suppliesKva, measuredKva }: AsBuilt): number[] =>
  suppliesKva === null || suppliesKva <= 0 || measuredKva === null ? [] : [measuredKva / suppliesKva];

function accuracyOf(kind: string, cases: readonly AsBuilt[]): Accuracy {
  const costed = cases.filter(isCosted);
  const errors = costed.map(({ estimate: { likelyFen }, finalFen }) => (finalFen - likelyFen) / likelyFen);
  const within = costed.filter(
    ({ estimate: { lowFen, highFen }, finalFen }) => lowFen <= finalFen && finalFen <= highFen,
  ).length;
  const loads = cases.flatMap(loadOf);
  return {
    kind,
    connected: cases.length,
    withCost: costed.length,
    medianError: median(errors),
    medianAbsoluteError: median(errors.map(Math.abs)),
    inBand: costed.length === 0 ? null : within / costed.length,
    withLoad: loads.length,
    medianLoad: median(loads),
  };
}

/** Estimate against as-built, by kind of plan, in the order of their names. */
export const accuracy = (cases: readonly AsBuilt[]): readonly Accuracy[] =>
  [...new Set(cases.map(({ planKind }) => planKind))].sort().map((kind) =>
    accuracyOf(
      kind,
      cases.filter(({ planKind }) => planKind === kind),
    ),
  );
