import { z } from 'zod';
import type { MapDatum } from '../model/datum.ts';
import type { AddressHit, AddressMatch } from '../model/store.ts';
import { isoDay, isoTime, placeOut, regionId, share } from './figures.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Cursor of the next page; null = this is all.' }),
  });

/** Query of `GET /v1/addresses`. */
export const addressesQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ description: 'Any part of an address, or pinyin initials of a street.', example: '建设路12号' }),
  limit: z.int().min(1).max(50).default(10),
  region: regionId.optional(),
});

const addressMatch = words('How an entry fits what was asked.', {
  exact: 'The same text.',
  part: 'The text holds what was asked.',
  similar: 'The text is like what was asked.',
  interpolated: 'No entry: a place between two houses of its street.',
  initials: 'A street with such pinyin initials.',
} satisfies Record<AddressMatch, string>);

/** An entry of a gazetteer. */
export const address = z
  .strictObject({
    region: regionId,
    id: z.string().nullable().meta({ description: 'Entry of the gazetteer; null = interpolated.' }),
    text: z.string(),
    at: placeOut,
    score: share.meta({ description: 'Likeness to what was asked, to two places; 1 = the same.' }),
    match: addressMatch,
  })
  .meta({ id: 'Address' });

/** An entry as it is told: its score to two places, and 1 only of what is the same. */
export const addressOut = ({ region, id, text, at, score, match }: AddressHit): AddressHit => {
  const rounded = Math.round(score * 100) / 100;
  return { region, id, text, at, score: score < 1 ? Math.min(rounded, 0.99) : 1, match };
};

export const addressesAnswer = listOf(address).meta({
  id: 'Addresses',
  description: 'Best first, then by id.',
});

/** Query of lists that take no parameters. */
export const noQuery = z.strictObject({});

export const regionsAnswer = listOf(
  z.strictObject({
    id: regionId,
    name: z.string(),
    version: z.int().min(0).meta({ description: 'Counts imports that changed the grid.' }),
    ledgerVersion: z.int().min(0),
    dataAsOf: isoTime,
    bbox: z
      .array(z.number())
      .max(4)
      .meta({ description: 'West, south, east, north of the grid; empty where there is none.' }),
  }),
)
  .extend({
    mapDatum: words(
      'What maps shown to people are to be drawn in; positions of every answer are WGS84 all the same.',
      {
        WGS84: 'As everywhere else.',
        GCJ02: 'As maps that are shown to the public in China.',
      } satisfies Record<MapDatum, string>,
    ),
  })
  .meta({ id: 'Regions', description: 'Regions that the caller may use, by id.' });

export const policiesAnswer = listOf(
  z.strictObject({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    name: z.string(),
    validFrom: isoDay,
    validTo: isoDay.nullable(),
  }),
).meta({ id: 'Policies', description: 'Policy packs that are loaded.' });

export type AddressesAnswer = Wire<z.infer<typeof addressesAnswer>>;
export type RegionsAnswer = Wire<z.infer<typeof regionsAnswer>>;
export type PoliciesAnswer = Wire<z.infer<typeof policiesAnswer>>;
