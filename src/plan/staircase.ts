import type { SupplyRequest } from '../model/demand.ts';
import type { Stair } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import type { PlanContext } from './context.ts';
import { plansFor } from './plans-for.ts';
import { resize } from '../model/resize.ts';
import { standardStepsKva } from './standard-steps.ts';
import { Surroundings } from './surroundings.ts';

/** A context and what lies around the place asked about. */
type Asked = PlanContext & { readonly around: Surroundings };

/** What the policy makes of a size: where this changes, the mode of supply flips. */
function modeAt({ pack, around }: Asked, request: SupplyRequest, kva: number): string {
  const { classification, brief } = classify(resize(request, kva), pack, around.land);
  return JSON.stringify([classification.supplyClass, brief.kinds, brief.wantsDedicated]);
}

/** The last size, to 0.01 kVA, that is still supplied as the lower of two sizes is. */
function lastOfMode(context: Asked, request: SupplyRequest, fromKva: number, toKva: number): number {
  const mode = modeAt(context, request, fromKva);
  let low = Math.round(fromKva * 100);
  let high = Math.round(toKva * 100);
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (modeAt(context, request, middle / 100) === mode) low = middle;
    else high = middle;
  }
  return low / 100;
}

/** Standard sizes, and between two of them the last size before the mode of supply flips. */
function edgesOf(context: Asked, request: SupplyRequest): number[] {
  const sizes = standardStepsKva(context.catalogue, context.pack);
  return sizes.flatMap((kva, i) => {
    const next = sizes[i + 1];
    if (next === undefined || modeAt(context, request, kva) === modeAt(context, request, next)) return [kva];
    const last = lastOfMode(context, request, kva, next);
    return last === kva ? [kva] : [kva, last];
  });
}

/**
 * Cost and time against capacity: at each standard size, and at each size where the mode of supply flips, the first
 * priced plan of a request for that size. A size without a priced plan has no step.
 *
 * @cost one search per standard size; the places around are looked up once.
 */
export function staircase(context: PlanContext, request: SupplyRequest): Stair[] {
  const around = new Surroundings(context.headroom.snapshot, request.site);
  return edgesOf({ ...context, around }, request).flatMap((upToKva): Stair[] => {
    const { plans, classification } = plansFor(context, resize(request, upToKva), { around });
    const plan = plans.find(({ priced }) => priced);
    if (plan === undefined) return [];
    const { bill, totalCalendarDays } = plan;
    return [
      {
        upToKva,
        supplyClass: classification.supplyClass,
        totalCalendarDays,
        likelyFen: bill.likelyFen,
        customerFen: bill.payers.customer,
      },
    ];
  });
}
