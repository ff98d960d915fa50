import { z } from 'zod';
import { type Clock, type ClockKind, type PauseReason, clockState } from '../model/clock.ts';
import type { Role } from '../model/role.ts';
import { isoDay } from './figures.ts';
import { dayKind } from './plan-words.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const clockKind = words('What the time limit is kept for.', {
  acceptance: 'Taking the application up.',
  answer: 'Answering it with plans.',
  connection: 'Connecting what has been approved.',
} satisfies Record<ClockKind, string>);

const pauseReason = words('Why a clock stands.', {
  documents: 'The customer has documents to bring.',
  'customer-works': 'The customer builds its own works.',
  'survey-refused': 'The site could not be surveyed.',
  permits: 'An authority has a permit to give.',
  'customer-asked': 'The customer has asked for it.',
} satisfies Record<PauseReason, string>);

/** Body of `POST /v1/applications/{id}/pause`. */
export const pauseBody = z.strictObject({
  reason: pauseReason,
  note: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/^\P{Cc}*$/u, 'no control characters')
    .nullable()
    .default(null)
    .meta({ description: 'What else is to be said; staff only.' }),
});

const step = z.strictObject({
  name: z.string(),
  days: z.number().min(0),
  dayKind,
  rule: z.string().meta({ description: 'Rule that limits it.' }),
});

const pause = z.strictObject({
  reason: pauseReason,
  from: isoDay.meta({ description: 'The days after it do not count …' }),
  until: isoDay.nullable().meta({ description: '… up to and with this one; null = it still stands.' }),
  note: z.string().nullable().meta({ description: 'Staff only.' }),
  by: z.string().nullable().meta({ description: 'Who stopped it; staff only.' }),
  resumedBy: z.string().nullable().meta({ description: 'Who let it go on; staff only.' }),
});

/** A deadline clock as a role sees it. */
export const clockAnswer = z
  .strictObject({
    kind: clockKind,
    state: words('How it stands today.', {
      running: 'Its last day has not passed.',
      paused: 'It stands: days do not count.',
      overdue: 'Its last day has passed.',
      met: 'What it is kept for was done, on `metOn`.',
      ended: 'The application was given up before.',
    }),
    soon: z
      .boolean()
      .meta({ description: 'It runs, and its last day is near (`clock.soonDays` of the pack).' }),
    startedOn: isoDay.meta({ description: 'The day itself does not count.' }),
    dueOn: isoDay
      .nullable()
      .meta({ description: 'Last day; null = it stands, and has none until it goes on.' }),
    estimated: z
      .boolean()
      .meta({ description: 'Counted through a year whose public holidays are not announced yet.' }),
    metOn: isoDay.nullable(),
    endedOn: isoDay.nullable(),
    policy: z.strictObject({ id: z.string(), version: z.int() }),
    steps: z.array(step).meta({ description: 'Steps whose limits it counts, one after the other.' }),
    pauses: z.array(pause),
  })
  .meta({ id: 'Clock', description: 'A deadline (时限) of an application, on the working-day calendar.' });
export type ClockAnswer = Wire<z.infer<typeof clockAnswer>>;

/** A clock on the wire as it stands on an ISO day. */
export function encodeClock(clock: Clock, role: Role, today: string): ClockAnswer {
  const { kind, startedOn, dueOn, estimated, soonOn, metOn, endedOn, pack, steps, pauses } = clock;
  const state = clockState(clock, today);
  const isStaff = role !== 'customer';
  return {
    kind,
    state,
    soon: state === 'running' && soonOn !== null && soonOn <= today,
    startedOn,
    dueOn,
    estimated,
    metOn,
    endedOn,
    policy: pack,
    steps: steps.map(({ name, days, dayKind, rule }) => ({ name, days, dayKind, rule })),
    pauses: pauses.map(({ reason, from, until, note, by, resumedBy }) => ({
      reason,
      from,
      until,
      note: isStaff ? note : null,
      by: isStaff ? by : null,
      resumedBy: isStaff ? resumedBy : null,
    })),
  };
}
