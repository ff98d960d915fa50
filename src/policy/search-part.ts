import { z } from 'zod';
import { rule } from './words.ts';

/** The search part of a pack: how far sources are looked for, and what they must have. */
export const searchPart = z.strictObject({
  lvReach: z.strictObject({ rule, maxRouteM: z.number().positive() }),
  minSpareBays: z.number().int().positive(),
  /** A new outlet is looked for from `minKva` on, or when nothing else fits. */
  dedicatedFeeder: z.strictObject({
    rule,
    minKva: z.number().positive(),
    radiusM: z.number().positive().max(20_000),
  }),
  radiusRule: rule,
});
