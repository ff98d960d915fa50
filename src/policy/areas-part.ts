import { z } from 'zod';
import { AREA_TYPES } from '../model/demand.ts';
import { rule } from './words.ts';

/** The areas part of a pack: its own classes of supply area, and what each is in ours. */
export const areasPart = z.strictObject({
  rule,
  classes: z.array(z.strictObject({ name: z.string().min(1), areaType: z.enum(AREA_TYPES) })).min(1),
});
