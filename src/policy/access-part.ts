import { z } from 'zod';
import { rule } from './words.ts';

/**
 * How far public lines are preferred: `prefer` them · `prefer-existing` ones · `only` public lines, never a new outlet of
 * the customer's own · the point that is `nearest-or-cheapest`.
 */
const PUBLIC_LINE_POLICIES = ['prefer', 'prefer-existing', 'only', 'nearest-or-cheapest'] as const;
export type PublicLinePolicy = (typeof PUBLIC_LINE_POLICIES)[number];

/** The access part of a pack: where in the grid a customer is connected. */
export const accessPart = z.strictObject({
  publicLine: z.strictObject({ rule, policy: z.enum(PUBLIC_LINE_POLICIES) }),
  /** Largest capacity that is connected directly, kVA, inclusive; `null` = no figure, every ordinary customer is. */
  directAccess: z.strictObject({ rule, maxKva: z.number().positive().nullable() }),
  /** Where a low-voltage customer's meter box stands. */
  lowVoltagePoint: z.strictObject({ rule, at: z.enum(['outer-wall', 'meter-box', 'red-line']) }),
});

/** Whether a capacity is within the limit of direct access. */
export const accessIsDirect = ({ directAccess }: z.infer<typeof accessPart>, capacityKva: number): boolean =>
  directAccess.maxKva === null || capacityKva <= directAccess.maxKva;
