import { z } from 'zod';
import { chainRow, chainSummary } from './chain-row.ts';
import { elementId, plannedDay, regionId } from './figures.ts';
import { ELEMENT_KIND_SENTENCES, grade, SOURCE_KIND_SENTENCES } from './plan-words.ts';
import { because } from './plan.ts';
import { versions } from './versions.ts';
import { whenQuery } from './when.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

/** Path of `GET /v1/elements/{id}/chain`. */
export const chainPath = z.strictObject({
  id: elementId.meta({
    description:
      'Node, transformer, section, feeder, busbar section, main transformer or low-voltage element.',
  }),
});

const askedKind = words('Kind of the element, where one id names elements of several kinds.', {
  ...SOURCE_KIND_SENTENCES,
  ...ELEMENT_KIND_SENTENCES,
  node: 'A power source of any kind.',
  feeder: 'A feeder (馈线), by its own id: the same as its outlet.',
});

/** Query of `GET /v1/elements/{id}/chain`. */
export const chainQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  kind: askedKind.optional(),
  ...whenQuery,
  asOf: plannedDay.optional(),
});

/** Answer of `GET /v1/elements/{id}/chain`. */
export const chainAnswer = z
  .strictObject({
    ...versions,
    elementId,
    ...chainSummary,
    grade,
    because: z.array(because).meta({ description: 'The figures that decide the grade.' }),
    chain: z.array(chainRow).meta({ description: 'From the element up to the main transformer.' }),
    byHour: z.array(z.number()).length(24).nullable().meta({
      description:
        "Open capacity hour by hour, kVA; what has no known course of the day counts with its day's peak. null = nothing on the chain has one, or something is unknown.",
    }),
  })
  .meta({ id: 'Chain' });

export type ChainAnswer = Wire<z.infer<typeof chainAnswer>>;
