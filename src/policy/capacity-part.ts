import { z } from 'zod';
import { ELEMENT_KINDS } from '../model/plan.ts';
import { LOAD_CATEGORIES, SEASONS } from '../model/record.ts';
import { grade, rule, share } from './words.ts';

/** The capacity part of a pack: how room is counted. One per region and date. */
export const capacityPart = z.strictObject({
  rule,
  usableShare: z.record(z.enum(ELEMENT_KINDS), z.number().positive().max(1.5)),
  coincidence: z.partialRecord(
    z.enum(LOAD_CATEGORIES),
    z.partialRecord(z.enum(ELEMENT_KINDS), share.positive()),
  ),
  /** Season whose peaks count. */
  season: z.enum([...SEASONS, 'worst']),
  /** Readings that count, back from the newest one of an element in a season. */
  window: z.strictObject({ months: z.number().int().min(1).max(120) }),
  singlePhase: z.partialRecord(z.enum(ELEMENT_KINDS), z.number().min(1).max(6)),
  maxDataAgeDays: z.number().int().positive(),
  nMinusOne: z.strictObject({ mode: z.enum(['state', 'govern']), rule, singleTransformerRule: rule }),
  grades: z.strictObject({ measured: grade, estimated: grade, default: grade, unknown: grade }),
});
