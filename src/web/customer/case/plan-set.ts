import { type DrawnPlan, planColour } from '../../map/plan-overlays.ts';
import type { CustomerOffer } from '../apply/send-application.ts';

export type CustomerPlan = CustomerOffer['plans'][number];

/** A plan as it is shown: its number, its colour, and what a counter-offer changes. */
export interface ShownPlan extends DrawnPlan {
  readonly plan: CustomerPlan;
  readonly change: CustomerOffer['counterOffers'][number]['change'] | null;
}

/** What an offer shows: its plans, and where nothing fits as asked its counter-offers. */
export const shownPlans = ({ plans, counterOffers }: CustomerOffer): readonly ShownPlan[] =>
  [
    ...plans.map((plan) => ({ plan, change: null })),
    ...counterOffers.map(({ plan, change }) => ({ plan, change })),
  ].map(({ plan, change }, at) => ({
    plan,
    change,
    number: at + 1,
    colour: planColour(at + 1),
  }));
