import { z } from 'zod';
import { type Outcome, type Screening, type ScreeningState } from '../model/screening.ts';
import { areaType, category } from './demand-words.ts';
import { isoDay, isoTime, plannedDay, policyId, regionId } from './figures.ts';
import { crs } from './site.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const MOST_LISTED = 100;

const joint = words('Whether sites count against each other.', {
  true: 'Each site sees what the plans of those before it in the file would hold, as if they were chosen.',
  false: 'Each site is looked at as if it were the only one.',
});

const quarantine = words('What is done with bad rows.', {
  true: 'The others are screened, and these are told of in the results.',
  false: 'All is refused, and the bad rows are named.',
});

/** Query of `POST /v1/screenings`: what holds for every site, or for those that do not say it themselves. */
export const screeningsQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  policy: policyId.optional().meta({ description: 'Policy pack; without it the one in force.' }),
  asOf: plannedDay.optional().meta({
    description: 'Day for which rules and schedules are computed; without it today in Asia/Shanghai.',
  }),
  crs: crs.optional(),
  category: category.optional(),
  areaType: areaType.optional(),
  radiusM: z.number().min(1).max(15_000).optional().meta({
    description: 'Radius of the search for the sites that name none, m.',
  }),
  quarantine: quarantine.default('false').transform((text) => text === 'true'),
  joint: joint.default('false').transform((text) => text === 'true'),
});

export const screeningsListQuery = z.strictObject({ region: regionId.optional() });
export const screeningPath = z.strictObject({ id: z.string().min(1).max(64) });
/** How many screenings a list shows. */
export const LISTED = MOST_LISTED;

/** What the results say became of a site. */
export const OUTCOME_SENTENCES = {
  fits: 'There is a plan that gives at once what was asked.',
  staged: 'What was asked needs works on the public grid first; the row is about that plan.',
  referral: 'It is beyond what these rules can plan; `POST /v1/supply-plans` says who reviews it.',
  none: 'There is no plan.',
  refused: 'The row cannot be read, or lies outside the region; `reason` and `detail` say why.',
  fault: 'The service met an error of its own at this site; the others are not touched by it.',
  'not-screened': 'The screening ended before it came to this site.',
} satisfies Record<Outcome, string>;

const status = words('How far a screening has come.', {
  receiving: 'Its sites are still being taken in.',
  running: 'It waits for a worker, or is being worked on.',
  done: 'Every site has its result.',
  cancelled: 'It was ended early; what was screened until then can be read.',
  failed: 'Part of it could not be screened, however often it was tried.',
} satisfies Record<ScreeningState, string>);

const count = z.int().min(0);
const version = z.int().min(0);

export const screeningAnswer = z
  .strictObject({
    id: z.string(),
    region: regionId,
    status,
    policy: z.string().meta({ description: 'Policy pack, settled with the start.' }),
    asOf: isoDay.meta({
      description: 'Day for which rules and schedules are computed, settled with the start.',
    }),
    joint: z.boolean().meta({
      description: 'Whether each site sees what the plans of those before it in the file would hold.',
    }),
    sites: count,
    screened: count.meta({ description: 'Sites that have their result.' }),
    progress: z.number().min(0).max(1),
    outcomes: z
      .strictObject({
        fits: count,
        staged: count,
        referral: count,
        none: count,
        refused: count,
        fault: count,
      })
      .meta({ description: 'Sites by what became of them.' }),
    createdBy: z.string(),
    createdAt: isoTime,
    startedAt: isoTime.nullable().meta({ description: 'When the first result was there.' }),
    endedAt: isoTime.nullable(),
    sitesPerSecond: z.number().nullable().meta({ description: 'Of the last minute; null = not known.' }),
    estimatedEndAt: isoTime.nullable(),
    versions: z
      .array(
        z.strictObject({
          snapshotVersion: version,
          fromLedgerVersion: version,
          toLedgerVersion: version,
          sites: count,
        }),
      )
      .meta({
        description:
          'States of the record that the results rest on. More than one, or a span of ledger versions, where the record moved meanwhile: each row names its own.',
      }),
    ignoredColumns: z
      .array(z.string())
      .optional()
      .meta({ description: 'Columns of the upload that were not read; told with the start only.' }),
    error: z.string().nullable(),
  })
  .meta({ id: 'Screening' });

export type ScreeningAnswer = Wire<z.infer<typeof screeningAnswer>>;

export const screeningsAnswer = z
  .strictObject({ items: z.array(screeningAnswer), next: z.null() })
  .meta({ id: 'Screenings', description: `The newest first, ${MOST_LISTED} at most.` });
export type ScreeningsAnswer = Wire<z.infer<typeof screeningsAnswer>>;

/** A screening on the wire. */
export function encodeScreening(found: Screening, now: Date): ScreeningAnswer {
  const { region, id, status: state, terms, sites, screened, outcomes, sitesPerSecond: rate } = found;
  const leftS = rate === null || rate <= 0 ? null : (sites - screened) / rate;
  return {
    id,
    region,
    status: state,
    policy: terms.policy,
    asOf: terms.asOf,
    joint: terms.isJoint,
    sites,
    screened,
    progress: sites === 0 ? 0 : screened / sites,
    outcomes: {
      fits: outcomes.fits ?? 0,
      staged: outcomes.staged ?? 0,
      referral: outcomes.referral ?? 0,
      none: outcomes.none ?? 0,
      refused: outcomes.refused ?? 0,
      fault: outcomes.fault ?? 0,
    },
    createdBy: found.createdBy,
    createdAt: found.createdAt,
    startedAt: found.startedAt,
    endedAt: found.endedAt,
    sitesPerSecond: rate,
    estimatedEndAt: leftS === null ? null : new Date(now.getTime() + 1000 * leftS).toISOString(),
    versions: found.versions,
    error: found.error,
  };
}
