import { z } from 'zod';
import type { ChangeReasonKey } from '../model/publication-changes.ts';
import type { PublishedKind } from '../model/grid-figures.ts';
import { elementId, isoDay, isoTime, placeOut, regionId } from './figures.ts';
import { pageOf, pageQuery } from './paging.ts';
import { grade, season } from './plan-words.ts';
import type { Wire } from './wire.ts';
import { openWords, words } from './words.ts';

const region = regionId.optional().meta({ description: 'Needed where the token has several regions.' });

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'A month in Asia/Shanghai.', example: '2026-11' });

/** Body of `POST /v1/publications`. */
export const publicationBody = z
  .strictObject({ region, month })
  .meta({ id: 'PublicationRequest', description: 'The current month, or the one before it.' });

/** Query of `GET /v1/publications`. */
export const publicationsQuery = z.strictObject({ region });

export const publicationPath = z.strictObject({ month });

const audience = words('For whom it is told.', {
  staff: 'Everything, as figures.',
  outside:
    'What the policy lets those outside know: of the area asked for, as the policy tells figures, without what belongs to one customer.',
});

const degrees = z.number().min(-180).max(180);
const bbox = z
  .array(degrees)
  .length(4)
  .refine(([west = 0, south = 0, east = 0, north = 0]) => west <= east && south <= north, {
    params: { code: 'out-of-range', allowed: 'west,south,east,north with west ≤ east and south ≤ north' },
  })
  .optional()
  .meta({
    description:
      'Only what stands in it; west, south, east, north, degrees WGS 84. Needed for those outside.',
    param: { style: 'form', explode: false },
  });

const told = { region, audience: audience.default('staff'), bbox };

/** Query of `GET /v1/publications/{month}`. */
export const publicationQuery = z.strictObject({ ...told, ...pageQuery });

/** Query of `GET /v1/publications/{month}.csv` and its siblings. */
export const publicationFileQuery = z.strictObject({
  ...told,
  language: words('Language of headings and reasons.', { zh: 'Chinese.', en: 'English.' }).default('zh'),
});

/** Query of `GET /v1/publications/{month}/changes`. */
export const publicationChangesQuery = z.strictObject({
  region,
  since: month
    .optional()
    .meta({ description: 'Published month to compare with; left out = the one published before.' }),
  ...pageQuery,
});

const kind = words('What it is.', {
  feeder: 'A 10(20) kV line, by its outlet.',
  'distribution-transformer': 'A distribution transformer.',
} satisfies Record<PublishedKind, string>);

const bandEnd = (which: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${which} of the band of the open capacity, kVA.` });

const head = {
  region: regionId,
  month,
  asOf: isoDay,
  dataVersion: z.int().min(0),
  ledgerVersion: z.int().min(0),
  dataAsOf: isoTime,
  policy: z.strictObject({ id: z.string(), version: z.int() }),
  audience: z
    .strictObject({
      customers: words('What those outside may know.', {
        nothing: 'Nothing.',
        'on-application-by-area': 'Who applies, of their area.',
        'sources-within-radius': 'The power sources around their place.',
      }),
      bandsKva: z.array(z.number()).nullable().meta({
        description: 'Lower ends of the bands they are told, kVA; null = they are told figures.',
      }),
      rule: z.string(),
    })
    .meta({ description: 'As the policy said when the month was published.' }),
  previous: month.nullable().meta({ description: 'Month published before it; null = this is the first.' }),
  publishedBy: z.string(),
  publishedAt: isoTime,
};

export const publicationAnswer = z
  .strictObject(head)
  .meta({ id: 'Publication', description: 'A published month; it never changes.' });

export const publicationsAnswer = z
  .strictObject({ items: z.array(publicationAnswer), next: z.null() })
  .meta({ id: 'Publications', description: 'Published months, the newest first.' });

const kva = (description: string) => z.number().nullable().meta({ description });

const figures = {
  ratingKva: kva('Rating, kVA; null = unknown.'),
  peakKva: kva('Peak that counts, kVA.'),
  committedKva: z.number().meta({ description: 'Promised and not yet in the peak, kVA.' }),
  openKva: kva('Least room up to the main transformer, kVA; below 0 = over the limit already.'),
  loadRate: z.number().min(0).nullable().meta({ description: 'Peak over rating (负载率), 1 = full.' }),
};

const element = z
  .strictObject({
    kind,
    id: elementId,
    name: z.string().nullable().meta({ description: 'A neutral one for what a customer owns.' }),
    substationId: elementId.nullable(),
    feederId: elementId.nullable(),
    dedicated: z.boolean(),
    ofCustomer: z.boolean(),
    at: placeOut.nullable().meta({ description: 'Outlet of a feeder, place of a transformer.' }),
    ...figures,
    limitKva: kva('k × rating, kVA.'),
    season: season.nullable(),
    grade,
    bindingElementId: elementId.nullable(),
  })
  .meta({ id: 'PublishedElement' });

const toldOutside = z
  .strictObject({
    kind,
    id: elementId,
    name: z.string().nullable(),
    at: placeOut.nullable(),
    openFromKva: bandEnd('Lower end'),
    openToKva: bandEnd('Upper end (null = open above, or unknown)'),
  })
  .meta({ id: 'PublishedOutside', description: 'What those outside are told of an element.' });

/** Answer of `GET /v1/publications/{month}`: feeders first, then by id. */
export const publicationPageAnswer = z
  .strictObject({ publication: publicationAnswer, ...pageOf(z.union([element, toldOutside])) })
  .meta({ id: 'PublicationPage' });

const reasonKey = openWords('Why it changed.', {
  'new-element': 'It was not published before.',
  gone: 'It is in the record no more.',
  'new-commitments': 'Capacity was promised since.',
  released: 'Promised capacity was given back, ran out, or is in the measured peak by now.',
  'new-peak': 'Another peak counts.',
  network: 'The grid is another: rating, limit, feeder or substation.',
  above: 'Another element further up has the least room.',
} satisfies Record<ChangeReasonKey, string>);

const compared = z.strictObject(figures).nullable();

const change = z
  .strictObject({
    kind,
    id: elementId,
    before: compared.meta({ description: 'Null = it was not published before.' }),
    after: compared.meta({ description: 'Null = it is in the record no more.' }),
    because: z.array(
      z.strictObject({
        key: reasonKey,
        values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      }),
    ),
  })
  .meta({ id: 'PublicationChange' });

/** Answer of `GET /v1/publications/{month}/changes`. */
export const publicationChangesAnswer = z
  .strictObject({
    region: regionId,
    month,
    since: month
      .nullable()
      .meta({ description: 'Month it is compared with; null = none was published before.' }),
    ...pageOf(change),
  })
  .meta({ id: 'PublicationChanges', description: 'What is not as in the month before, and why.' });

export type PublicationAnswer = Wire<z.infer<typeof publicationAnswer>>;
export type PublicationsAnswer = Wire<z.infer<typeof publicationsAnswer>>;
export type PublicationPageAnswer = Wire<z.infer<typeof publicationPageAnswer>>;
export type PublicationChangesAnswer = Wire<z.infer<typeof publicationChangesAnswer>>;
export type PublishedOnWire = Wire<z.infer<typeof element>>;
export type OutsideOnWire = Wire<z.infer<typeof toldOutside>>;
