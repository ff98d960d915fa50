import type { Application, CaseScope, Hold, Offer } from '../model/case-book.ts';
import type { OfferedAnswer, OfferedPlan } from '../model/offered-answer.ts';
import type { Pack } from '../policy/pack.ts';
import { CaseRefusal } from './case-refusal.ts';
import { holdOf } from './hold-of.ts';
import { stepTo } from './step-to.ts';
import { validUntil } from './validity.ts';

/** A referral holds nothing; what a switching moves onto others is not in the ledger before it has been done. */
const NOT_CHOOSABLE: readonly string[] = ['hv-referral', 'load-transfer'];

/** A wish to choose, by whom, when. */
export interface Wish {
  readonly caller: CaseScope;
  readonly planId: string;
  /** Why, where figures are unknown. */
  readonly reason: string | null;
  readonly choiceId: string;
  /** ISO time, and the day in Asia/Shanghai. */
  readonly at: string;
  readonly today: string;
}

/** The plan of an offer. @throws CaseRefusal where it is not there, or cannot be chosen. */
export function planOf(offer: Offer, planId: string): { plan: OfferedPlan; answer: OfferedAnswer } {
  const answer = JSON.parse(offer.answer) as OfferedAnswer;
  const plan = answer.plans.find(({ id }) => id === planId);
  if (plan === undefined)
    throw new CaseRefusal('plan-not-in-offer', {
      received: planId,
      allowed: answer.plans.map(({ id }) => id),
    });
  if (NOT_CHOOSABLE.includes(plan.kind) || plan.sources.length === 0)
    throw new CaseRefusal('plan-not-choosable', { received: plan.kind });
  return { plan, answer };
}

function checkUnknown(plan: OfferedPlan, { caller, reason }: Wish): void {
  const unknown = plan.sources.flatMap(({ unknownElementIds }) => unknownElementIds);
  if (unknown.length === 0 || reason !== null) return;
  if (caller.role !== 'manager') throw new CaseRefusal('figures-unknown');
  throw new CaseRefusal('reason-required', { allowed: unknown });
}

/** What a choice holds. @throws CaseRefusal where the state, the offer or the plan does not allow it. */
export function chooseDecision(
  application: Application,
  offer: Offer,
  wish: Wish,
  pack: Pick<Pack, 'answer'>,
): Hold {
  const { caller, planId, choiceId, at, today } = wish;
  const status = stepTo(application, 'choose', caller);
  if (offer.lapsed || offer.validUntil < today)
    throw new CaseRefusal('offer-lapsed', { received: offer.id, allowed: `until ${offer.validUntil}` });
  const { plan, answer } = planOf(offer, planId);
  checkUnknown(plan, wish);
  return {
    status,
    choice: {
      id: choiceId,
      offerId: offer.id,
      planId,
      planKind: plan.kind,
      review: answer.classification.review,
      reason: caller.role === 'manager' ? wish.reason : null,
      chosenBy: caller.sub,
      chosenAt: at,
      validUntil: validUntil(pack, 'choices', {
        supplyClass: answer.classification.supplyClass,
        from: today,
      }),
    },
    ...holdOf(plan, offer.request.customer.category),
  };
}
