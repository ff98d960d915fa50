import { z } from 'zod';
import { CASE_STATES } from '../model/case-words.ts';
import { applicationAnswer } from './applications.ts';
import { caseState } from './case-words.ts';
import { isoDay, isoTime, regionId } from './figures.ts';
import { pageOf } from './paging.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const pageSize = z.int().min(1).max(200).default(50);
const caseId = z.string().regex(/^[0-9a-f]{32}$/);

/** Path of everything about one application. */
export const applicationPath = z.strictObject({ id: z.string().min(1).max(100) });
export const offerPath = applicationPath.extend({ offerId: z.string().min(1).max(100) });

/** Query of `GET /v1/applications`. */
export const applicationsQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Left out = every region of the token.' }),
  status: z
    .array(caseState)
    .max(CASE_STATES.length)
    .optional()
    .meta({ description: 'Only these states, separated by commas.' }),
  externalNumber: z.string().min(1).max(64).optional(),
  dueBefore: isoDay
    .optional()
    .meta({ description: 'Only those with a clock that runs and whose last day is before this one.' }),
  overdue: z
    .boolean()
    .optional()
    .meta({ description: '`true`: only those with a clock whose last day has passed.' }),
  pageSize,
  cursor: caseId.optional().meta({ description: '`next` of the page before; left out = the first page.' }),
});

/** Answer of `GET /v1/applications`, the newest first. */
export const applicationsAnswer = z.strictObject(pageOf(applicationAnswer)).meta({
  id: 'Applications',
  description: 'Applications the caller may see, the newest first.',
});
export type ApplicationsAnswer = Wire<z.infer<typeof applicationsAnswer>>;

const offerSummary = z
  .strictObject({
    offerId: z.string(),
    createdAt: isoTime,
    validUntil: isoDay,
    lapsed: z.boolean().meta({ description: 'What was asked for has changed since; it cannot be chosen.' }),
    policy: z.strictObject({ id: z.string(), version: z.int() }),
    catalogue: z.strictObject({ id: z.string(), version: z.int() }),
  })
  .meta({ id: 'OfferSummary' });

/** Answer of `GET /v1/applications/{id}/offers`, the newest first. */
export const offersAnswer = z.strictObject(pageOf(offerSummary)).meta({
  id: 'Offers',
  description: 'Offers of an application, the newest first.',
});
export type OffersAnswer = Wire<z.infer<typeof offersAnswer>>;

/** Query of `GET /v1/audit`. */
export const auditQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  application: z.string().min(1).max(100).optional().meta({ description: 'Only what happened to this one.' }),
  include: z
    .array(
      words('A part that is sent only on demand.', { verdict: 'Whether every link of the region holds.' }),
    )
    .max(10)
    .default([])
    .meta({ description: 'Comma-separated.', param: { style: 'form', explode: false } }),
  pageSize: z.int().min(1).max(1000).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional()
    .meta({ description: '`next` of the page before; left out = the first page.' }),
});

const link = z
  .strictObject({
    seq: z.int().min(1),
    entry: z.record(z.string(), z.unknown()).meta({
      description: 'Who, when, what, before, after, versions; hashed as JSON with the names in order.',
    }),
    previousHash: z.string(),
    hash: z.string().meta({ description: 'sha256 over the hash before, a line feed and the entry.' }),
  })
  .meta({ id: 'AuditLink' });

/** Answer of `GET /v1/audit`, the oldest first. */
export const auditAnswer = z
  .strictObject({
    region: regionId,
    ...pageOf(link),
    verdict: z
      .strictObject({
        links: z.int().min(0),
        broken: z.strictObject({ seq: z.int().min(0), why: z.string() }).nullable(),
      })
      .optional()
      .meta({ description: 'How many links hold, and the first that does not.' }),
  })
  .meta({ id: 'Audit', description: 'What happened to the cases of a region, link by link.' });
export type AuditAnswer = Wire<z.infer<typeof auditAnswer>>;
