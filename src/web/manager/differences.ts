import type { SupplyPlansAnswer } from '../../contract/supply-plans-answer.ts';
import type { Plan } from './plans-table.tsx';

/** Figures of a plan that are set side by side. */
export interface Compared {
  readonly yuan: number | null;
  readonly customerYuan: number | null;
  readonly days: number;
  readonly routeM: number;
}

/** One way to supply, before and after a change of the demand; `null` = it is not among those plans. */
export interface Difference {
  readonly kind: Plan['kind'];
  readonly nodeIds: readonly string[];
  readonly before: Compared | null;
  readonly after: Compared | null;
}

const keyOf = ({ kind, sources }: Plan): string => [kind, ...sources.map(({ nodeId }) => nodeId)].join(' ');

const comparedOf = ({ cost, priced, totalCalendarDays, sources }: Plan): Compared => ({
  yuan: priced ? cost.likelyYuan : null,
  customerYuan: priced ? cost.payers.customerYuan : null,
  days: totalCalendarDays,
  routeM: sources.reduce((sum, { routeM }) => sum + routeM, 0),
});

type PlanSet = Pick<SupplyPlansAnswer, 'plans'>;

/**
 * Two plan sets side by side, by way of supply and source: in the order of the later one, then what fell away in the
 * order of the earlier.
 */
export function differences(before: PlanSet, after: PlanSet): Difference[] {
  const earlier = new Map(before.plans.map((plan) => [keyOf(plan), plan]));
  const later = new Map(after.plans.map((plan) => [keyOf(plan), plan]));
  const gone = before.plans.filter((plan) => !later.has(keyOf(plan)));
  return [...after.plans, ...gone].map((plan) => {
    const [was, is] = [earlier.get(keyOf(plan)), later.get(keyOf(plan))];
    return {
      kind: plan.kind,
      nodeIds: plan.sources.map(({ nodeId }) => nodeId),
      before: was === undefined ? null : comparedOf(was),
      after: is === undefined ? null : comparedOf(is),
    };
  });
}
