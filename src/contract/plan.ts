import { z } from 'zod';
import { cost, fee } from './bill.ts';
import { days, elementId, isoDay, placeOut, share } from './figures.ts';
import { badge, dayKind, grade, planKind, switchAction } from './plan-words.ts';
import { planSource } from './plan-source.ts';
import { boundaryKind, independenceLevel, meteringMode, meteringPoint, reasonKey } from './reason-words.ts';

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
      'Id of a plan that is no worse in cost, customer cost, days and security, and better in one.',
  }),
  grade,
  suppliesKva: z.number(),
  confidence: z.record(z.string(), share).meta({ description: 'Confidence in single figures, 0…1.' }),
};

const supply = {
  sources: z.array(planSource),
  independence: z.strictObject({
    level: independenceLevel,
    shared: z.array(z.string()),
    unproven: z.array(z.string()).meta({ description: 'What the data cannot show; never assumed.' }),
  }),
  stages: z.array(z.strictObject({ from: isoDay, capacityKva: z.number(), works: z.array(z.string()) })),
  transfer: z
    .strictObject({ steps: z.array(z.strictObject({ switchId: elementId, action: switchAction })) })
    .nullable()
    .meta({ description: 'What is switched first; null where nothing is.' }),
  security: z.strictObject({ nMinusOne: z.boolean().nullable(), transferVia: z.array(elementId) }),
};

const carryingOut = {
  cost,
  fees: z.array(fee),
  metering: z.strictObject({ mode: meteringMode, point: meteringPoint }),
  boundary: z
    .strictObject({ kind: boundaryKind, at: placeOut.nullable() })
    .meta({ description: 'Boundary of property and investment.' }),
  steps: z.array(step),
  approvals: z.array(approval),
  totalCalendarDays: days,
  because: z.array(because),
};

/** One supply plan (供电方案), as staff see it. */
export const plan = z
  .strictObject({ ...judgement, ...supply, ...carryingOut })
  .meta({ id: 'Plan', description: 'A supply plan (供电方案): checked, priced, with its reasons.' });
