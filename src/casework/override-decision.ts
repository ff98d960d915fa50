import type { Application, CaseChange, Offer } from '../model/case-book.ts';
import type { OfferedAnswer, OfferedPlan } from '../model/offered-answer.ts';
import type { Override, OverrideWish } from '../model/override.ts';
import { CaseRefusal } from './case-refusal.ts';
import { stepTo } from './step-to.ts';
import type { Taking } from './steps.ts';

/** The figure as it was computed. */
function computedIn(plan: OfferedPlan, { figure, line }: OverrideWish): number {
  if (figure === 'total-calendar-days') return plan.totalCalendarDays;
  if (figure === 'route-m') {
    const [main] = plan.sources;
    if (main === undefined) throw new CaseRefusal('figure-not-there', { received: figure });
    return main.routeM;
  }
  const { lines } = plan.cost;
  const found = lines[(line ?? 0) - 1];
  if (found === undefined)
    throw new CaseRefusal('line-not-there', { received: line, allowed: `1 … ${lines.length}` });
  return found.likelyYuan;
}

/** A manager states a figure of an offered plan otherwise; it does not count before it is signed. */
export function overrideDecision(
  application: Application,
  offer: Offer,
  wish: OverrideWish,
  { taking, id }: { readonly taking: Taking; readonly id: string },
): CaseChange & { readonly override: Override } {
  const status = stepTo(application, 'override', taking.caller);
  const { plans, counterOffers } = JSON.parse(offer.answer) as OfferedAnswer;
  const all = [...plans, ...counterOffers.map(({ plan }) => plan)];
  const plan = all.find((one) => one.id === wish.planId);
  if (plan === undefined)
    throw new CaseRefusal('plan-not-in-offer', { received: wish.planId, allowed: all.map((one) => one.id) });
  const override: Override = {
    id,
    offerId: offer.id,
    planId: wish.planId,
    figure: wish.figure,
    line: wish.line,
    computed: computedIn(plan, wish),
    stated: wish.stated,
    reason: wish.reason,
    statedBy: taking.caller.sub,
    statedAt: taking.at,
    signedBy: null,
    signedAt: null,
  };
  return { action: 'override', status, override, note: { override } };
}

/** The second signature, by another person, makes it count. */
export function signDecision(application: Application, override: Override, taking: Taking): CaseChange {
  const { caller, at } = taking;
  const status = stepTo(application, 'override', caller);
  if (override.signedBy !== null)
    throw new CaseRefusal('signed-already', { received: override.id, allowed: 'one that is not signed yet' });
  if (override.statedBy === caller.sub)
    throw new CaseRefusal('second-person', { received: caller.sub, allowed: 'another person' });
  const signed: Override = { ...override, signedBy: caller.sub, signedAt: at };
  return { action: 'override', status, signedOverride: signed, note: { override: signed } };
}
