import { z } from 'zod';
import { cost, fee } from './bill.ts';
import { days, elementId, isoDay, placeOut, share } from './figures.ts';
import { tariff } from './demand-words.ts';
import {
  badge,
  billing,
  dayKind,
  elementKind,
  grade,
  operatingMode,
  planKind,
  switchAction,
} from './plan-words.ts';
import { planSource } from './plan-source.ts';
import {
  boundaryKind,
  independenceLevel,
  meteringMode,
  meteringPoint,
  reasonKey,
  unprovenWord,
} from './reason-words.ts';

/** A reason as data: a key of the message catalogue, its values, and the rule it rests on. */
export const because = z
  .strictObject({
    key: reasonKey,
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    rule: z.string().nullable(),
  })
  .meta({ id: 'Because', description: 'A reason: message key, its values, and the rule it rests on.' });

const step = z
  .strictObject({
    name: z.string(),
    days: z.number().min(0).meta({ description: 'May hold half a day.' }),
    dayKind,
    from: isoDay,
    to: isoDay,
    estimated: z.boolean().meta({ description: 'Holidays of that time are not published yet.' }),
    rule: z.string(),
  })
  .meta({ id: 'Step' });

const approval = z
  .strictObject({ name: z.string(), mode: z.string(), days, dayKind, rule: z.string() })
  .meta({ id: 'Approval' });

const judgement = {
  id: z.string().meta({ description: 'Hash of the content.' }),
  rank: z.int().min(1),
  kind: planKind,
  badges: z.array(badge),
  dominatedBy: z.string().nullable().meta({
    description:
      'Id of a plan that is no worse in cost, customer cost, days, security and independence, and better in one.',
  }),
  grade,
  suppliesKva: z.number(),
  confidence: z.record(z.string(), share).meta({ description: 'Confidence in single figures, 0…1.' }),
};

const elementRef = z.strictObject({ kind: elementKind, elementId }).meta({ id: 'ElementRef' });

const supply = {
  sources: z.array(planSource),
  independence: z.strictObject({
    level: independenceLevel,
    shared: z.array(z.string()).meta({
      description:
        'Ids of elements and stations that both sources lean on, from the customer up; a name where the record has no id.',
    }),
    unproven: z.array(unprovenWord).meta({ description: 'What the data cannot show; never assumed.' }),
  }),
  stages: z
    .array(
      z.strictObject({
        from: isoDay,
        capacityKva: z.number(),
        works: z.array(z.string()).meta({
          description: 'Works on the public grid built before: a remedy and the id of its element.',
        }),
      }),
    )
    .meta({ description: 'From when how much can be had, ascending up to the whole; empty for a referral.' }),
  transfer: z
    .strictObject({
      steps: z.array(z.strictObject({ switchId: elementId, action: switchAction })),
      moves: z
        .array(
          z.strictObject({
            onto: elementRef,
            movedKva: z.number().meta({ description: 'Worst season, without the new customer.' }),
            withCustomer: z.boolean(),
            known: z.boolean().meta({ description: 'All that carries more is known.' }),
          }),
        )
        .meta({ description: 'What goes over each tie, onto the element that feeds its other end.' }),
      opens: z.array(elementRef).meta({
        description:
          'Elements on which a switch is opened: nothing is promised behind them until that is done.',
      }),
      leaves: elementRef.nullable().meta({ description: 'Where the customer’s way of today is opened.' }),
    })
    .nullable()
    .meta({ description: 'What is switched first; null where nothing is.' }),
  security: z.strictObject({
    nMinusOne: z.boolean().nullable().meta({
      description:
        'Whether the loss of any one element on the way is survived: one supply by switching, two by changing over; null = it cannot be told.',
    }),
    transferVia: z.array(elementId).meta({
      description: 'Tie switches closed to give the supply back, ascending; empty unless it is survived.',
    }),
    backedBy: z.array(elementRef).meta({
      description:
        'Elements that feed the supply when its own feeder, or a part of it, is lost; whoever chooses the plan has room kept there.',
    }),
  }),
};

/** What a reply to the customer names beside the supply itself. */
const reply = {
  metering: z.strictObject({ mode: meteringMode, point: meteringPoint }),
  boundary: z
    .strictObject({ kind: boundaryKind, at: placeOut.nullable() })
    .meta({ description: 'Boundary of property and investment.' }),
  tariff: z
    .strictObject({ class: tariff.nullable(), billing: billing.nullable(), rule: z.string().nullable() })
    .meta({ description: 'Class of tariff (电价类别) and how it is billed; null where no rule tells.' }),
  operation: z
    .strictObject({
      mode: operatingMode,
      interlocked: z.boolean().meta({ description: 'The two never run in parallel.' }),
      rule: z.string(),
    })
    .nullable()
    .meta({ description: 'How two supplies are operated (运行方式); null for a single one.' }),
  securityCapacity: z
    .strictObject({
      statedKva: z.number().nullable().meta({ description: 'Security load as stated, at its power factor.' }),
      standbyKva: z.number().meta({ description: 'What the standby supply carries; 0 = there is none.' }),
      ownSourceKva: z.number().nullable().meta({
        description:
          'Least emergency source of the customer’s own; null = no rule asks for one, or the load is not stated.',
      }),
      rule: z.string().nullable(),
    })
    .meta({ description: 'Security capacity (保安容量), kVA.' }),
};

const carryingOut = {
  cost,
  priced: z.boolean().meta({
    description:
      'Whether `cost` is that of the whole; false = part of it has no price, and the plan ranks last.',
  }),
  fees: z.array(fee),
  steps: z.array(step),
  approvals: z.array(approval),
  totalCalendarDays: days,
  because: z.array(because),
};

/** One supply plan (供电方案), as staff see it. */
export const plan = z
  .strictObject({ ...judgement, ...supply, ...reply, ...carryingOut })
  .meta({ id: 'Plan', description: 'A supply plan (供电方案): checked, priced, with its reasons.' });
