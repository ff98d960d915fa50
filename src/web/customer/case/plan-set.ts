import { type DrawnPlan, planColour } from '../../map/plan-overlays.ts';
import type { CustomerOffer } from '../../apply/send-application.ts';

export type CustomerPlan = CustomerOffer['plans'][number];

/** A plan as it is shown: its number, its colour, and what a counter-offer changes. */
export interface ShownPlan extends DrawnPlan {
  readonly plan: CustomerPlan;
  readonly change: CustomerOffer['counterOffers'][number]['change'] | null;
}

/** Nothing fits as asked at once: what is left is another size or time, or a voltage that others decide on. */
export const isFull = ({ plans, counterOffers }: CustomerOffer): boolean =>
  plans.length === 0 || counterOffers.length > 0;

/** What an offer shows: its counter-offers where nothing fits as asked, for they can be had at once; then its plans. */
export const shownPlans = ({ plans, counterOffers }: CustomerOffer): readonly ShownPlan[] =>
  [
    ...counterOffers.map(({ plan, change }) => ({ plan, change })),
    ...plans.map((plan) => ({ plan, change: null })),
  ].map(({ plan, change }, at) => ({
    plan,
    change,
    number: at + 1,
    colour: planColour(at + 1),
  }));
