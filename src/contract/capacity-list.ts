import { z } from 'zod';
import { chainSummary } from './chain-row.ts';
import { elementId, placeOut, plannedDay, regionId, size } from './figures.ts';
import { grade, hour, season } from './plan-words.ts';
import { versions } from './versions.ts';
import { whenQuery } from './when.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const degrees = z.number().min(-180).max(180);

/** Query of `GET /v1/capacity/…`. */
export const capacityListQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  bbox: z
    .array(degrees)
    .length(4)
    .refine(([west = 0, south = 0, east = 0, north = 0]) => west <= east && south <= north, {
      params: { code: 'out-of-range', allowed: 'west,south,east,north with west ≤ east and south ≤ north' },
    })
    .optional()
    .meta({
      description: 'West, south, east, north; degrees WGS 84.',
      param: { style: 'form', explode: false },
    }),
  feeder: elementId.optional().meta({ description: 'Only what hangs on this feeder.' }),
  minOpenKva: size.optional().meta({ description: 'Only what is known to have this much room, kVA.' }),
  minLoadRate: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .meta({ description: 'Only what is loaded this much, peak over rating.' }),
  include: z
    .array(
      words('A part of the items that is sent only on demand.', {
        'n-minus-one': 'Whether a loss is survived.',
      }),
    )
    .max(10)
    .default([])
    .meta({ description: 'Comma-separated.', param: { style: 'form', explode: false } }),
  pageSize: z.int().min(1).max(1000).default(100),
  cursor: z.string().min(1).max(300).optional().meta({ description: '`next` of the page before.' }),
  ...whenQuery,
  asOf: plannedDay.optional(),
});

const kva = (description: string) => z.number().nullable().meta({ description });

const item = z
  .strictObject({
    id: elementId,
    name: z.string().nullable().meta({ description: 'A neutral one for equipment that a customer owns.' }),
    substationId: elementId.nullable(),
    at: placeOut
      .nullable()
      .meta({ description: 'Outlet of a feeder, place of a transformer or substation.' }),
    bbox: z.array(z.number()).length(4).nullable().meta({ description: 'Of all that hangs on it.' }),
    dedicated: z.boolean().nullable().meta({
      description: 'Feeders and what hangs on them: one customer alone (专线); null = above the feeders.',
    }),
    ratingKva: kva('Rating, kVA; null = unknown, never room.'),
    limitKva: kva('k × rating, kVA.'),
    peakKva: kva('Peak of the season and hour that count, kVA.'),
    committedKva: z.number().meta({ description: 'Promised and not yet in the peak, kVA.' }),
    openKva: chainSummary.openKva,
    loadRate: z.number().min(0).nullable().meta({ description: 'Peak over rating (负载率), 1 = full.' }),
    season: season.nullable(),
    hour,
    grade,
    nMinusOne: z.boolean().nullable().optional().meta({
      description:
        'With `include=n-minus-one`: whether the loss of the outlet, or of the largest main transformer of the substation, is survived; null = it cannot be told.',
    }),
    nMinusOneKva: z.number().nullable().optional().meta({
      description:
        'Likewise: what may be added so that it still is, no more than is open, kVA; 0 = nothing, null = it cannot be told.',
    }),
  })
  .meta({ id: 'CapacityItem' });

/** Answer of `GET /v1/capacity/…`: by id. */
export const capacityListAnswer = z
  .strictObject({
    ...versions,
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null = this is the last.' }),
  })
  .meta({ id: 'CapacityList', description: 'Open capacity and load rate, by id.' });

export type CapacityListAnswer = Wire<z.infer<typeof capacityListAnswer>>;
