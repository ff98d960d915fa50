import { z } from 'zod';
import { chainRow, chainSummary } from './chain-row.ts';
import { elementId, plannedDay, regionId } from './figures.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';

/** Path of `GET /v1/elements/{id}/chain`. */
export const chainPath = z.strictObject({
  id: elementId.meta({
    description:
      'Node, transformer, section, feeder, busbar section, main transformer or low-voltage element.',
  }),
});

/** Query of `GET /v1/elements/{id}/chain`. */
export const chainQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  kind: z.string().min(1).max(40).optional().meta({
    description: 'Kind of the element, where one id names elements of several kinds.',
  }),
  asOf: plannedDay.optional(),
});

/** Answer of `GET /v1/elements/{id}/chain`. */
export const chainAnswer = z
  .strictObject({
    ...versions,
    elementId,
    ...chainSummary,
    chain: z.array(chainRow).meta({ description: 'From the element up to the main transformer.' }),
  })
  .meta({ id: 'Chain' });

export type ChainAnswer = Wire<z.infer<typeof chainAnswer>>;
