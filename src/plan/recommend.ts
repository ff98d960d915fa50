import type { SupplyRequest } from '../model/demand.ts';
import type { CounterOffer, PlanSet, Rejected } from '../model/plan.ts';
import type { PlanContext } from './context.ts';
import { counterOffers } from './counter-offers.ts';
import { fitsAsAsked } from './fits-as-asked.ts';
import { type Found, plansFor } from './plans-for.ts';
import { Surroundings } from './surroundings.ts';

/** A plan set whose rejections are spelled out when they are read. */
class Answer implements PlanSet {
  readonly classification: PlanSet['classification'];
  readonly plans: PlanSet['plans'];
  readonly counterOffers: readonly CounterOffer[];
  readonly #rejected: () => Rejected[];

  constructor({ classification, plans, rejected }: Found, offers: readonly CounterOffer[]) {
    this.classification = classification;
    this.plans = plans;
    this.counterOffers = offers;
    this.#rejected = rejected;
  }

  get rejected(): Rejected[] {
    return this.#rejected();
  }

  toJSON(): PlanSet {
    const { classification, plans, counterOffers: offers, rejected } = this;
    return { classification, plans, counterOffers: offers, rejected };
  }
}

/**
 * The one entry: every way to supply a demand at a place, checked, priced and ranked, with what was rejected and why;
 * where nothing fits as asked, what could be had instead. Never a refusal: there is a referral at least.
 *
 * Pure: the same snapshot, ledger version, pack, catalogue and request give the same answer, whatever thread asks.
 *
 * @cost O(sources in reach · log) for the search; one chain and one bill per plan considered.
 */
export function recommend(context: PlanContext, request: SupplyRequest): PlanSet {
  const around = new Surroundings(context.headroom.snapshot, request.site);
  const answer = plansFor(context, request, { around });
  const offers = answer.plans.some(fitsAsAsked) ? [] : counterOffers(context, request, around);
  return new Answer(answer, offers);
}
