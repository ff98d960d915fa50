import { z } from 'zod';
import { rule } from './words.ts';

/** The search part of a pack: how far sources are looked for, and what they must have. */
export const searchPart = z.strictObject({
  /** From the transformer along the line to the customer, by area; the shortest where the area is not known. */
  lvReach: z.strictObject({
    rule,
    radiusM: z.strictObject({ urban: z.number().positive(), rural: z.number().positive() }),
  }),
  /** A new public transformer stands at the plot; so far from it runs the low-voltage service. */
  newTransformer: z.strictObject({ rule, serviceM: z.number().positive() }),
  /** What two supplies must not have in common. */
  pairs: z.strictObject({ rule }),
  minSpareBays: z.number().int().positive(),
  /** A new outlet is looked for from `minKva` on, or when nothing else fits. */
  dedicatedFeeder: z.strictObject({
    rule,
    minKva: z.number().positive(),
    radiusM: z.number().positive().max(20_000),
  }),
  radiusRule: rule,
});
