import { z } from 'zod';
import { rule } from './words.ts';

/** Temporary supply: whether equipment may be leased instead of bought. */
export const temporaryPart = z.strictObject({ rule, lease: z.boolean() });
