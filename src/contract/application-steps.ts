import { z } from 'zod';
import { customerPlans } from './customer-plans.ts';
import { isoDay, pastDay, yuan } from './figures.ts';
import { overrideAnswer } from './overrides.ts';
import { supplyPlansAnswer } from './supply-plans-answer.ts';
import type { Wire } from './wire.ts';

/** Body of steps that need nothing said: none, or an empty object. */
export const emptyBody = z.strictObject({});

/** Body of `POST …/choice`. */
export const choiceBody = z.strictObject({
  offerId: z.string().min(1).max(100),
  planId: z.string().min(1).max(100),
  reason: z.string().trim().min(1).max(1000).nullable().default(null).meta({
    description: 'Why a plan with unknown figures is chosen; only a manager can.',
  }),
});

/** Answer of `POST …/choice`. */
export const choiceAnswer = z
  .strictObject({
    commitmentId: z.string(),
    applicationId: z.string(),
    offerId: z.string(),
    planId: z.string(),
    status: z.string(),
    validUntil: isoDay.meta({
      description: 'Last day on which the capacity is held unless it is connected.',
    }),
  })
  .meta({ id: 'ChoiceMade', description: 'The capacity of the plan is held.' });

/** Ten times the dearest supply there is: above it is a slip of units. */
const MOST_YUAN = 10_000_000_000;
const finalCostYuan = yuan.min(0).max(MOST_YUAN).nullable().default(null).meta({
  description: 'Cost of the supply as it was settled, all payers; null = not yet known, or as it was.',
});

/** Body of `POST …/connection`. */
export const connectionBody = z.strictObject({
  connectedOn: pastDay.meta({
    description:
      'Day on which the supply was switched on; of a staged one its first stage, and, sent again, all the rest of it.',
  }),
  finalCostYuan,
});

/** Body of `POST …/measurement`. */
export const measurementBody = z.strictObject({
  measuredOn: pastDay.meta({ description: 'Day of the measured peak.' }),
  peakKva: z.number().min(0).max(2_000_000).meta({ description: 'Measured peak of the customer, kVA.' }),
  finalCostYuan,
});

const offered = {
  offerId: z.string(),
  validUntil: isoDay.meta({ description: 'Last day on which one of the plans can be chosen.' }),
  overrides: z.array(overrideAnswer).meta({
    description: 'Figures that managers state otherwise; a customer sees those that count.',
  }),
};

/** Answer of `POST` and `GET …/offers`: for managers the whole answer, for customers theirs. */
export const offerAnswer = z.union([
  supplyPlansAnswer.extend(offered).meta({ id: 'Offer', description: 'Plans as they were offered.' }),
  customerPlans.extend(offered).meta({ id: 'CustomerOffer', description: 'Plans as they were offered.' }),
]);

export type OfferAnswer = Wire<z.infer<typeof offerAnswer>>;

/** `Idempotency-Key`. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/);
