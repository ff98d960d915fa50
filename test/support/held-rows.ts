import { holdOf } from '../../src/model/hold-of.ts';
import type { OfferedPlan } from '../../src/model/offered-answer.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Row } from '../../src/model/record.ts';
import { rowOf } from './drawn-grid.ts';

/** A plan as casework reads it from an answer, with its reasons: the works it asks for are among them. */
export type Offered = OfferedPlan & Pick<Plan, 'because'>;

/** What casework reads of a plan, as the worker writes it. */
export const offeredOf = ({ bill, ...plan }: Plan): Offered => ({
  ...plan,
  cost: { lines: bill.lines.map(({ likelyFen }) => ({ likelyYuan: likelyFen / 100 })) },
  sources: plan.sources.map(({ chain, ...source }) => ({
    ...source,
    routeM: source.route.lengthM,
    chain: chain.rows,
    unknownElementIds: chain.unknownElementIds,
  })),
});

/** The commitments of a choice. */
export const commitmentsOf = (plan: OfferedPlan, choice: string): Row<'commitments'>[] =>
  holdOf(plan, 'industrial').held.map(({ kind: at_kind, id: at_id, forElement, ...held }, i) =>
    rowOf('commitments', {
      ...{ id: `case/${choice}/${i}`, origin: 'service', at_kind, at_id, ...held },
      for_element: forElement,
    }),
  );

/** The same of a plan as it was computed. */
export const heldRows = (plan: Plan, choice: string): Row<'commitments'>[] =>
  commitmentsOf(offeredOf(plan), choice);
