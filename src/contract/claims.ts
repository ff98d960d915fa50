import { z } from 'zod';
import { ROLES } from '../model/role.ts';
import { regionId } from './figures.ts';

/** Shortest key of tokens: HS256 wants one as long as its hash (RFC 7518 §3.2). */
export const MIN_SECRET_BYTES = 32;

const named = z
  .array(z.union([z.literal('*'), regionId]))
  .min(1)
  .max(1000);

/**
 * What a token says about its bearer. Other claims (`iat`, `exp` …) may stand beside these.
 * `*`, alone or in a list, stands for every region; customers have theirs named.
 */
export const claims = z
  .object({
    role: z.enum(ROLES),
    sub: z.string().min(1).max(200),
    regions: z
      .union([z.literal('*'), named])
      .transform((regions) =>
        regions === '*' || regions.includes('*') ? '*' : [...new Set(regions)].sort(),
      ),
  })
  .refine(({ role, regions }) => role !== 'customer' || regions !== '*');

/** Who is asking. Regions are sorted. */
export type Caller = z.infer<typeof claims>;
