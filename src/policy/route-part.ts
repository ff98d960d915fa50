import { z } from 'zod';
import { AREA_TYPES } from '../model/demand.ts';
import { rule } from './words.ts';

/** The route part of a pack: how far round lines may go, and how they are laid and measured where no road tells. */
export const routePart = z.strictObject({
  rule,
  detourFactor: z.number().min(1).max(3),
  /** How far from the site a route may go, straight: times the radius in which its source is looked for. */
  reach: z.strictObject({ rule, factor: z.number().min(1).max(5) }),
  overheadIn: z.array(z.enum(AREA_TYPES)),
  layingWhereUnknown: z.enum(['overhead', 'cable']),
});
