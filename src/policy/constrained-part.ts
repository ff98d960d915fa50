import { z } from 'zod';
import { rule } from './words.ts';

/** Whether a customer on a full grid is connected before or together with its reinforcement. */
export const SEQUENCES = ['connect-then-reinforce', 'reinforce-with-connection'] as const;

/** What is done where the grid lacks room. */
export const constrainedPart = z.strictObject({ rule, sequence: z.enum(SEQUENCES) });

/** Temporary supply: whether equipment may be leased instead of bought. */
export const temporaryPart = z.strictObject({ rule, lease: z.boolean() });
