import { z } from 'zod';
import { rule } from './words.ts';

/** The disclosure part of a pack: what is published of open capacity, how often, by whom, for whom. */
export const disclosurePart = z.strictObject({
  publication: z.strictObject({
    rule,
    cadence: z.enum(['weekly', 'monthly', 'none-stated']),
    objects: z.array(z.enum(['feeder', 'distribution-transformer', 'power-source'])).min(1),
    fields: z.array(z.enum(['load-rate', 'open-capacity'])).min(1),
    publishers: z.array(z.enum(['dispatch-centre', 'supply-service-centre', 'operating-unit'])).min(1),
    /** A warning goes out as soon as the margin is short. */
    liveWarning: z.boolean(),
  }),
  audience: z.strictObject({
    rule,
    staff: z.enum(['open']),
    customers: z.enum(['nothing', 'on-application-by-area', 'sources-within-radius']),
  }),
  /** From where on planners are warned. Shares are of the limit or the rating. */
  warnings: z
    .strictObject({
      rule,
      leastLeftShare: z.number().min(0).max(1),
      heavyShare: z.number().positive(),
      overShare: z.number().positive(),
      waitingApplications: z.number().int().positive(),
    })
    .refine(({ heavyShare, overShare }) => heavyShare < overShare, { message: 'heavy comes before over' }),
  /** How figures are told to those who may be told any: as bands, by their lower ends (kVA, ascending); `null` = as they are. */
  outside: z.strictObject({
    rule,
    bandsKva: z
      .array(z.number().min(0))
      .min(2)
      .refine((ends) => ends[0] === 0 && ends.every((end, i) => i === 0 || end > (ends[i - 1] ?? 0)), {
        message: 'bands begin with 0 and ascend',
      })
      .nullable(),
  }),
});
