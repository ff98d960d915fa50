import { z } from 'zod';
import { days, elementId, placeOut, yuan } from './figures.ts';
import { because, plan } from './plan.ts';
import { planKind, sourceStructure, supplyClass } from './plan-words.ts';
import { rejectionCode, review } from './reason-words.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const classification = z
  .strictObject({
    supplyKv: z.number(),
    supplyClass,
    sourceStructure,
    review,
    onSiteAnswer: z.boolean().meta({ description: 'The policy lets the manager answer on the spot.' }),
    converted: z.array(z.string()).meta({ description: 'Fields computed from their counterpart.' }),
    because: z.array(because),
  })
  .meta({ id: 'Classification' });

const rejected = z
  .strictObject({
    nodeId: elementId,
    feederId: elementId.nullable(),
    kind: planKind,
    code: rejectionCode,
    threshold: z.number().nullable(),
    actual: z.number().nullable(),
    unit: z.string().nullable(),
  })
  .meta({ id: 'Rejected', description: 'A source that was looked at and not taken.' });

const change = words('What a counter-offer changes.', {
  smaller: 'A smaller standard size.',
  voltage: 'Another voltage.',
  transfer: 'Load is switched to a neighbour first.',
  'shared-transformer': 'A transformer shared with others.',
  'off-peak': 'Full power only outside peak hours.',
});

const stair = z
  .strictObject({
    upToKva: z.number(),
    supplyClass,
    likelyYuan: yuan,
    customerYuan: yuan,
    totalCalendarDays: days,
  })
  .meta({ id: 'Stair' });

/** Answer of `POST /v1/supply-plans` to staff. */
export const supplyPlansAnswer = z
  .strictObject({
    id: z.string().meta({ description: 'Hash of the content.' }),
    ...versions,
    site: placeOut.extend({ address: z.string().nullable() }).meta({
      id: 'ReceivingPoint',
      description: 'The receiving point as it was taken, and the gazetteer entry when an address was given.',
    }),
    policy: z.strictObject({ id: z.string(), version: z.int(), status: z.string() }),
    catalogue: z.strictObject({ id: z.string(), version: z.int() }),
    classification,
    plans: z.array(plan).meta({ description: 'By rank.' }),
    rejected: z.array(rejected).optional(),
    counterOffers: z
      .array(z.strictObject({ change, plan }))
      .optional()
      .meta({ description: 'Checked plans for something else, when nothing fits as asked.' }),
    // Not computed yet, so no request can ask for it.
    staircase: z.array(stair).optional(),
  })
  .meta({ id: 'SupplyPlans' });

export type SupplyPlansAnswer = Wire<z.infer<typeof supplyPlansAnswer>>;
