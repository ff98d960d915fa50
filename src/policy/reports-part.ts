import { z } from 'zod';
import { rule } from './words.ts';

const time = z.iso.time({ precision: -1 });

/** Columns of the weekly table. */
const COLUMNS = [
  'name',
  'voltage',
  'capacity-kva',
  'business-type',
  'contact',
  'power-source',
  'load-of-line',
  'remarks',
] as const;

/** The reports part of a pack: what is told to whom how often. */
export const reportsPart = z.strictObject({
  /** The weekly meeting and its table; ISO weekday, local time. `otherTime` = what another clause of the pack says. */
  weekly: z
    .strictObject({
      rule,
      weekday: z.number().int().min(1).max(7),
      time,
      otherTime: z.strictObject({ rule, time }).nullable(),
      /** Data are due at this time on the working day before. */
      dataDue: z.strictObject({ rule, time }),
      tableRule: rule,
      columns: z.array(z.enum(COLUMNS)).min(1),
    })
    .nullable(),
  /** Other reports: how often. */
  periodic: z.array(
    z.strictObject({
      rule,
      every: z.enum(['week', 'month', 'two-months', 'quarter', 'half-year']),
      about: z.enum(['progress', 'grid-demand', 'overall']),
    }),
  ),
});
