import { z } from 'zod';
import type { WarningKind } from '../model/warning.ts';
import { elementId, isoTime, placeOut, regionId } from './figures.ts';
import { pageOf, pageQuery } from './paging.ts';
import { elementKind } from './plan-words.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const region = regionId.optional().meta({ description: 'Needed where the token has several regions.' });

const kind = words('What is warned of.', {
  over: 'The peak is above the share of the rating that counts as full.',
  heavy: 'The peak is above the share of the rating that counts as heavy (重载).',
  'short-margin': 'Less than the share of the limit is left that the policy wants.',
  queue: 'Several applications ask for works at the element.',
  'stale-data': 'The peak is older than the policy allows.',
} satisfies Record<WarningKind, string>);

/** Query of `GET /v1/warnings`. */
export const warningsQuery = z.strictObject({
  region,
  kind: z.array(kind).max(5).optional().meta({ description: 'Only these kinds, separated by commas.' }),
  feeder: elementId.optional().meta({ description: 'Only what hangs on this feeder.' }),
  ...pageQuery,
});

export type WarningsAsked = z.output<typeof warningsQuery>;

/** Query of `GET /v1/warnings.atom`. */
export const warningFeedQuery = z.strictObject({
  region,
  language: words('Language of the entries.', { zh: 'Chinese.', en: 'English.' }).default('zh'),
});

const warning = z
  .strictObject({
    kind,
    elementKind,
    elementId,
    name: z.string().nullable().meta({ description: 'A neutral one for what a customer owns.' }),
    feederId: elementId.nullable(),
    at: placeOut.nullable(),
    since: isoTime.meta({ description: 'First look at which it stood.' }),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).meta({
      description: 'Figures it rests on: kVA, shares, days.',
    }),
    relief: z
      .strictObject({
        kva: z.number().nullable().meta({
          description: 'What has to go or to be added, kVA; null = it is no matter of kVA.',
        }),
        transferTo: z
          .array(z.strictObject({ feederId: elementId, openKva: z.number() }))
          .meta({ description: 'Feeders that a tie leads to, with what is open there; the most first.' }),
        works: z.array(z.string()).meta({ description: 'Works that plans of applications ask for here.' }),
      })
      .meta({ description: 'What would end it.' }),
    rule: z.string(),
  })
  .meta({ id: 'Warning' });

/** Answer of `GET /v1/warnings`: the gravest kind first. */
export const warningsAnswer = z
  .strictObject({ ...versions, ...pageOf(warning) })
  .meta({ id: 'Warnings', description: 'What stands now, the gravest kind first.' });
export type WarningsAnswer = Wire<z.infer<typeof warningsAnswer>>;
