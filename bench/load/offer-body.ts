import { z } from 'zod';

/** What a bare search over HTTP is asked: the place and the capacity; SQL knows the same question by its number. */
export const offerBody = z.strictObject({
  question: z.int().nonnegative(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  capacityKva: z.number().positive(),
});

export type OfferBody = z.output<typeof offerBody>;
