import { z } from 'zod';
import { type Override, counting } from '../model/override.ts';
import type { Role } from '../model/role.ts';
import { offerPath } from './application-lists.ts';
import { isoTime } from './figures.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const planId = z.string().min(1).max(100);
const reason = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'no control characters');

/** Path of one override. */
export const overridePath = offerPath.extend({ overrideId: z.string().min(1).max(100) });

/** Body of `POST …/overrides`. */
export const overrideBody = z.union([
  z.strictObject({
    planId,
    figure: z.literal('line-likely-yuan'),
    line: z.int().min(1).max(1000).meta({ description: 'Line of the bill, from 1.' }),
    stated: z.number().min(0).max(10_000_000_000).multipleOf(0.01).meta({ description: 'Yuan.' }),
    reason,
  }),
  z.strictObject({
    planId,
    figure: z.literal('total-calendar-days'),
    stated: z.int().min(0).max(10_000).meta({ description: 'Calendar days.' }),
    reason,
  }),
  z.strictObject({
    planId,
    figure: z.literal('route-m'),
    stated: z
      .number()
      .min(0)
      .max(100_000)
      .meta({ description: 'Metres along the route of the main supply.' }),
    reason,
  }),
]);

const figure = words('Figure that is stated otherwise.', {
  'line-likely-yuan': 'Likely amount of a line of the bill, yuan.',
  'total-calendar-days': 'Days of the whole, calendar days.',
  'route-m': 'Length of the route of the main supply, m.',
});

/** One figure that a manager states otherwise. */
export const overrideAnswer = z
  .strictObject({
    id: z.string(),
    planId: z.string(),
    figure,
    line: z.int().nullable().meta({ description: 'Line of the bill, from 1; null = of the whole plan.' }),
    computed: z.number().meta({ description: 'As it was computed; the plan goes on saying so.' }),
    stated: z.number(),
    reason: z.string(),
    counts: z.boolean().meta({ description: 'Signed by a second person.' }),
    statedBy: z.string().nullable().meta({ description: 'Staff only.' }),
    statedAt: isoTime,
    signedBy: z.string().nullable().meta({ description: 'Staff only.' }),
    signedAt: isoTime.nullable(),
  })
  .meta({
    id: 'Override',
    description: 'A figure that a manager states otherwise, beside the one computed.',
  });
export type OverrideAnswer = Wire<z.infer<typeof overrideAnswer>>;

/** Overrides as a role sees them: a customer sees those that count, and not by whom. */
export const overridesFor = (overrides: readonly Override[], role: Role): OverrideAnswer[] => {
  const counted = new Set(counting(overrides));
  return overrides
    .filter((one) => role !== 'customer' || counted.has(one))
    .map((one) => ({
      id: one.id,
      planId: one.planId,
      figure: one.figure,
      line: one.line,
      computed: one.computed,
      stated: one.stated,
      reason: one.reason,
      counts: counted.has(one),
      statedBy: role === 'customer' ? null : one.statedBy,
      statedAt: one.statedAt,
      signedBy: role === 'customer' ? null : one.signedBy,
      signedAt: one.signedAt,
    }));
};
