import { z } from 'zod';
import { AREA_TYPES } from '../model/demand.ts';
import { rule } from './words.ts';

/** The route part of a pack: how lines are laid where no road tells. */
export const routePart = z.strictObject({
  rule,
  detourFactor: z.number().min(1).max(3),
  overheadIn: z.array(z.enum(AREA_TYPES)),
  layingWhereUnknown: z.enum(['overhead', 'cable']),
});
