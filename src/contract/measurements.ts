import { z } from 'zod';
import type { StagedRow } from '../model/store.ts';
import type { METERED_KINDS } from '../model/record.ts';
import { elementId, pastDay, regionId } from './figures.ts';
import { quality, SEASON_SENTENCES } from './plan-words.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

/** Rows of each list that one request may bring. */
const MOST_ROWS = 2_000;
const MOST_KVA = 2_000_000;

const METER_SENTENCES = {
  feeder: 'Head of a feeder, by the id of the feeder.',
  section: 'Section with a meter of its own.',
  'distribution-transformer': 'Distribution transformer.',
  'lv-line': 'Low-voltage line.',
  busbar: 'Busbar section.',
  'main-transformer': 'Main transformer.',
} satisfies Record<(typeof METERED_KINDS)[number], string>;

const elementKind = words('Kind of the metered element.', METER_SENTENCES);
const kva = z.number().min(0).max(MOST_KVA);
const figures = (count: number) => z.array(kva).length(count);
const period = {
  elementKind,
  elementId,
  from: pastDay.meta({ description: 'First day of the period.' }),
  to: pastDay.meta({ description: 'Last day of the period, inclusive.' }),
};

type Days = Readonly<Record<string, unknown>>;

/** Days of a row that must not descend, in this order. Days that are no text have faults of their own. */
const ascending = (...names: readonly string[]) => ({
  check: (row: Days): boolean => {
    const days = names.flatMap((name) => (typeof row[name] === 'string' ? [row[name]] : []));
    return days.every((day, i) => i === 0 || (days[i - 1] ?? '') <= day);
  },
  params: { code: 'out-of-range', allowed: names.join(' ≤ ') },
});

const measured = ascending('from', 'measuredOn', 'to');
const measurement = z
  .strictObject({
    ...period,
    season: words('Season of the peak.', SEASON_SENTENCES),
    peakKva: kva.meta({ description: 'Peak of the period, kVA.' }),
    measuredOn: pastDay.meta({ description: 'Day of the peak.' }),
    quality: quality.default('measured'),
    maskedKva: kva.nullable().default(null).meta({
      description: 'Generation that hid as much of the peak, kVA; it is added back. null = unknown.',
    }),
    curveKva: z
      .union([figures(24), figures(96)])
      .nullable()
      .default(null)
      .meta({
        description: 'Mean loads of the day of the peak, kVA: one an hour or one a quarter, from midnight.',
      }),
  })
  .refine(measured.check, { path: ['measuredOn'], params: measured.params });

const spanned = ascending('from', 'to');
const abnormalPeriod = z
  .strictObject(period)
  .refine(spanned.check, { path: ['to'], params: spanned.params })
  .meta({
    description:
      'What a meter read meanwhile counts nowhere; a period of a feeder holds for its sections too.',
  });

/** Body of `POST /v1/measurements`. */
export const measurementsBody = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  measurements: z.array(measurement).max(MOST_ROWS).default([]),
  abnormalPeriods: z.array(abnormalPeriod).max(MOST_ROWS).default([]),
  quarantine: z.boolean().default(false).meta({
    description: 'Leave rows with defects out instead of changing nothing.',
  }),
});

export type MeasurementsBody = z.output<typeof measurementsBody>;
/** What may be sent: fields with a default left out or not. */
export type MeasurementsInput = z.input<typeof measurementsBody>;

const count = z.int().min(0);
const note = z
  .strictObject({
    pointer: z.string().meta({ description: 'JSON pointer of the row or field in the body.' }),
    reason: words('Why the row was left out or counts nowhere.', {
      'missing-reference': 'The region has no element of this kind and id.',
      'duplicate-key': 'The same row stands in the body twice.',
      'conflicting-duplicate': 'The body says two things of one element, season and first day.',
      'abnormal-switching':
        'The peak falls in a period of abnormal switching; the row was taken in, but counts nowhere.',
    }),
    received: z.string().nullable(),
    allowed: z.string().nullable(),
  })
  .meta({ id: 'RowNote' });

/** Answer of `POST /v1/measurements`. */
export const measurementsAnswer = z
  .strictObject({
    snapshot: versions.snapshot,
    ledgerVersion: versions.ledgerVersion.meta({
      description: 'Answers from this version on rest on the rows.',
    }),
    outcome: words('What became of the rows.', {
      imported: 'Some of them changed the record.',
      unchanged: 'The record held all of them already.',
    }),
    counts: z.strictObject({ inserted: count, updated: count, unchanged: count }),
    leftOut: z.array(note).meta({ description: 'Rows with defects, with `quarantine` only.' }),
    setAside: z.array(note).meta({ description: 'Rows that were taken in but count nowhere.' }),
  })
  .meta({ id: 'Measurements' });

export type MeasurementsAnswer = Wire<z.infer<typeof measurementsAnswer>>;

/** The list of the body that brings the rows of each table. */
export const LIST_OF = {
  measurements: 'measurements',
  abnormal_periods: 'abnormalPeriods',
} as const;

const ORIGIN = { origin: 'measurements', file: 'body' } as const;

/** The rows of a body, ready to be imported; the line of each is its index in its list. */
export function toStagedRows({ measurements, abnormalPeriods }: MeasurementsBody): StagedRow[] {
  return [
    ...measurements.map(({ elementKind: element_kind, elementId: element_id, ...rest }, line): StagedRow => ({
      table: 'measurements',
      row: {
        element_kind,
        element_id,
        season: rest.season,
        from_on: rest.from,
        to_on: rest.to,
        peak_kva: rest.peakKva,
        measured_on: rest.measuredOn,
        quality: rest.quality,
        masked_kva: rest.maskedKva,
        curve_kva: rest.curveKva,
      },
      line,
      ...ORIGIN,
    })),
    ...abnormalPeriods.map(
      ({ elementKind: element_kind, elementId: element_id, from: from_on, to: to_on }, line): StagedRow => ({
        table: 'abnormal_periods',
        row: { element_kind, element_id, from_on, to_on },
        line,
        ...ORIGIN,
      }),
    ),
  ];
}
