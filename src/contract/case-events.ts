import { z } from 'zod';
import type { CaseEvent } from '../model/case-book.ts';
import { CASE_EVENT_KINDS, type CaseEventKind } from '../model/case-words.ts';
import { caseState } from './case-words.ts';
import { isoDay, isoTime, regionId } from './figures.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const SENTENCES = {
  create: 'It was applied for.',
  edit: 'What is asked for, who applies or which facts are verified has changed.',
  accept: 'A manager has taken it up.',
  offer: 'Plans have been offered.',
  override: 'A manager states a figure of an offered plan otherwise, or a second one has signed it.',
  choose: 'A plan is chosen and its capacity held.',
  release: 'The choice was given up.',
  review: 'Somebody has signed under the review.',
  approve: 'The plan is approved.',
  connect: 'The supply is switched on.',
  measure: 'The load has been measured.',
  pause: 'The clock of its time limit stands.',
  resume: 'The clock of its time limit goes on.',
  withdraw: 'It was given up.',
  notice: 'Its last day, `validUntil`, is near: afterwards the offer or what is held lapses.',
  expire: 'Its last day has passed.',
  room: 'There is room for it now, and it is the next in the queue; nothing is held beside later stages of a plan that was chosen.',
} satisfies Record<CaseEventKind, string>;

export const caseEventKind = words('What happened.', SENTENCES);

/** An event of an application on the wire: the data of the stream, and of a webhook. */
export const caseEventAnswer = z
  .strictObject({
    seq: z.int().min(1).meta({ description: 'Grows within the region; `id` of the stream.' }),
    region: regionId,
    applicationId: z.string(),
    at: isoTime,
    kind: caseEventKind,
    by: words('Role of who did it.', {
      customer: 'The owner.',
      manager: 'A manager of the region.',
      planner: 'A planner.',
      operator: 'An operator.',
      system: 'The service itself.',
    }),
    status: caseState,
    version: z
      .int()
      .min(1)
      .meta({ description: 'Version of the application; state, version and last day are those afterwards.' }),
    validUntil: isoDay.nullable().meta({ description: 'Last day before it expires.' }),
    offerId: z.string().optional(),
    planId: z.string().optional(),
    documentId: z.string().optional(),
  })
  .meta({ id: 'CaseEvent', description: 'Something that happened to an application.' });
export type CaseEventAnswer = Wire<z.infer<typeof caseEventAnswer>>;

const isKind = (kind: string): kind is CaseEventKind =>
  (CASE_EVENT_KINDS as readonly string[]).includes(kind);

/** An event on the wire. */
export function encodeCaseEvent({ about, kind, ...event }: CaseEvent): CaseEventAnswer {
  if (!isKind(kind)) throw new Error(`an event of an unknown kind: ${kind}`);
  const { seq, region, applicationId, at, by, status, version, validUntil } = event;
  return { seq, region, applicationId, at, kind, by, status, version, validUntil, ...about };
}

/** `Last-Event-ID`. */
export const lastEventId = z.string().regex(/^\d{1,15}$/);
