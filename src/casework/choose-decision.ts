import type { Application, CaseScope, Choice, Hold, Offer } from '../model/case-book.ts';
import type { OfferedAnswer, OfferedPlan } from '../model/offered-answer.ts';
import type { Pack } from '../policy/pack.ts';
import { CaseRefusal } from './case-refusal.ts';
import { holdOf } from '../model/hold-of.ts';
import { stepTo } from './step-to.ts';
import { validUntil } from './validity.ts';

/** A referral holds nothing. */
const NOT_CHOOSABLE: readonly string[] = ['hv-referral'];

/** Low voltage ends here. */
const LOW_BELOW_KV = 1;

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

/** A plan of an offer. */
interface Found {
  readonly plan: OfferedPlan;
  /** What it changes, where it is a counter-offer. */
  readonly change: Choice['change'];
  readonly answer: OfferedAnswer;
}

/** The plan of an offer, or of its counter-offers. @throws CaseRefusal where it is not there, or cannot be chosen. */
export function planOf(offer: Offer, planId: string): Found {
  const answer = JSON.parse(offer.answer) as OfferedAnswer;
  const all = [...answer.plans.map((plan) => ({ plan, change: null })), ...answer.counterOffers];
  const found = all.find(({ plan }) => plan.id === planId);
  if (found === undefined)
    throw new CaseRefusal('plan-not-in-offer', { received: planId, allowed: all.map(({ plan }) => plan.id) });
  const { plan, change } = found;
  if (NOT_CHOOSABLE.includes(plan.kind) || plan.sources.length === 0)
    throw new CaseRefusal('plan-not-choosable', { received: plan.kind });
  return { plan, change, answer };
}

function checkUnknown(plan: OfferedPlan, { caller, reason }: Wish): void {
  const { moves = [] } = plan.transfer ?? {};
  const unknown = [
    ...plan.sources.flatMap(({ unknownElementIds }) => unknownElementIds),
    ...moves.flatMap(({ known, onto }) => (known ? [] : [onto.elementId])),
  ];
  if (unknown.length === 0 || reason !== null) return;
  if (caller.role !== 'manager') throw new CaseRefusal('figures-unknown');
  throw new CaseRefusal('reason-required', { allowed: unknown });
}

/** A counter-offer may supply at low voltage what was asked for above it. */
const classOf = ({ sources }: OfferedPlan, { classification }: OfferedAnswer): string =>
  sources.every(({ supplyKv }) => supplyKv < LOW_BELOW_KV) ? 'lv' : classification.supplyClass;

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
  const { plan, change, answer } = planOf(offer, planId);
  checkUnknown(plan, wish);
  return {
    status,
    choice: {
      id: choiceId,
      offerId: offer.id,
      planId,
      planKind: plan.kind,
      suppliesKva: plan.suppliesKva,
      change,
      switching: plan.transfer,
      review: answer.classification.review,
      reason: caller.role === 'manager' ? wish.reason : null,
      chosenBy: caller.sub,
      chosenAt: at,
      validUntil: validUntil(pack, 'choices', { supplyClass: classOf(plan, answer), from: today }),
    },
    ...holdOf(plan, offer.request.customer.category),
  };
}
