import { z } from 'zod';
import { days, elementId, placeOut, yuan } from './figures.ts';
import { because, plan } from './plan.ts';
import { change, planKind, sourceStructure, supplyClass } from './plan-words.ts';
import { rejectionCode, review } from './reason-words.ts';
import { toBring } from './to-bring.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';

const classification = z
  .strictObject({
    supplyKv: z.number(),
    supplyClass,
    sourceStructure,
    review,
    onSiteAnswer: z.boolean().meta({ description: 'The policy lets the manager answer on the spot.' }),
    converted: z.array(z.string()).meta({ description: 'Fields computed from their counterpart.' }),
    bring: z.array(toBring).meta({ description: 'Documents that the policy asks for.' }),
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

const stair = z
  .strictObject({
    upToKva: z.number(),
    supplyClass,
    likelyYuan: yuan,
    customerYuan: yuan,
    totalCalendarDays: days,
  })
  .meta({ id: 'Stair', description: 'First priced plan of a request for the capacity at its upper end.' });

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
      .meta({ description: 'Checked plans for something else; empty where something fits as asked.' }),
    staircase: z.array(stair).optional().meta({
      description:
        'Cost and time against capacity, by capacity; sizes for which there is no priced plan are left out.',
    }),
  })
  .meta({ id: 'SupplyPlans' });

export type SupplyPlansAnswer = Wire<z.infer<typeof supplyPlansAnswer>>;
