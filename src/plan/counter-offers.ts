import type { SupplyRequest } from '../model/demand.ts';
import type { Change, Classification, CounterOffer, Plan } from '../model/plan.ts';
import { classify } from '../policy/classify.ts';
import type { PlanContext } from './context.ts';
import { fitsAsAsked } from './fits-as-asked.ts';
import { plansFor } from './plans-for.ts';
import { resize } from '../model/resize.ts';
import { standardStepsKva } from './standard-steps.ts';
import type { Surroundings } from './surroundings.ts';

/** What a plan for a smaller size changes beside the size: the weightiest change names the offer. */
function changeOf(plan: Plan, asked: Classification, given: Classification): Change {
  if (plan.kind === 'lv-new-transformer') return 'shared-transformer';
  if (plan.kind === 'load-transfer') return 'transfer';
  return given.supplyClass === asked.supplyClass ? 'smaller' : 'voltage';
}

/**
 * What could be had instead where nothing fits as asked: going down the standard sizes, the largest at which each change
 * gives a plan, found by the same search on the changed request. Ends with the first offer that changes the size alone.
 *
 * @returns by size, the largest first; one per change.
 * @cost one search per standard size below the demand at most.
 */
export function counterOffers(
  context: PlanContext,
  request: SupplyRequest,
  around: Surroundings,
): CounterOffer[] {
  const { brief, classification } = classify(request, context.pack, around.land);
  const below = standardStepsKva(context.catalogue, context.pack).filter((kva) => kva < brief.needKva);
  const offers = new Map<Change, CounterOffer>();
  for (const kva of below.reverse()) {
    const { plans, classification: given } = plansFor(context, resize(request, kva), {
      around,
      asAsked: true,
    });
    for (const plan of plans.filter(fitsAsAsked)) {
      const change = changeOf(plan, classification, given);
      if (!offers.has(change)) offers.set(change, { change, plan });
    }
    if (offers.has('smaller')) break;
  }
  return [...offers.values()];
}
