import type { ColourName } from '../../map/colour.ts';
import type { CustomerOffer } from '../../../contract/application-steps.ts';

export type CustomerPlan = CustomerOffer['plans'][number];

/** A plan as it is shown: its number, its colour, and what a counter-offer changes. */
export interface ShownPlan {
  readonly plan: CustomerPlan;
  readonly number: number;
  readonly colour: ColourName;
  readonly change: CustomerOffer['counterOffers'][number]['change'] | null;
}

const COLOURS = 6;

/** What an offer shows: its plans, and where nothing fits as asked its counter-offers. */
export const shownPlans = ({ plans, counterOffers }: CustomerOffer): readonly ShownPlan[] =>
  [
    ...plans.map((plan) => ({ plan, change: null })),
    ...counterOffers.map(({ plan, change }) => ({ plan, change })),
  ].map(({ plan, change }, at) => ({
    plan,
    change,
    number: at + 1,
    colour: `plan-${(at % COLOURS) + 1}` as const,
  }));
