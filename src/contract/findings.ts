import { z } from 'zod';
import { FINDING_CODES, SEVERITIES } from '../model/finding.ts';
import { placeOut, plannedDay, regionId } from './figures.ts';
import { findingCode, findingKey, severity, suggestionKey } from './finding-words.ts';
import { pageOf, pageQuery } from './paging.ts';
import { versions } from './versions.ts';
import type { Wire } from './wire.ts';

/** Query of `GET /v1/findings`. */
export const findingsQuery = z.strictObject({
  region: regionId.optional().meta({ description: 'Needed where the token has several regions.' }),
  code: z
    .array(findingCode)
    .max(FINDING_CODES.length)
    .optional()
    .meta({ description: 'Only these classes, separated by commas.' }),
  severity: z
    .array(severity)
    .max(SEVERITIES.length)
    .optional()
    .meta({ description: 'Only these severities, separated by commas.' }),
  asOf: plannedDay.optional(),
  ...pageQuery,
});

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const finding = z
  .strictObject({
    code: findingCode,
    severity,
    subject: z.string().meta({ description: 'Kind of what the ids name, or the table.' }),
    ids: z.array(z.string()).meta({ description: 'Elements at fault, the first 1,000.' }),
    at: placeOut.nullable().meta({ description: 'Null where the coordinates themselves are in doubt.' }),
    because: z.strictObject({ key: findingKey, values }),
    suggestion: z.strictObject({ key: suggestionKey, values }).nullable(),
  })
  .meta({ id: 'Finding' });

/** Answer of `GET /v1/findings`: errors first, then by code and ids. */
export const findingsAnswer = z.strictObject({ ...versions, ...pageOf(finding) }).meta({
  id: 'Findings',
  description: "The doctor's findings about the record: errors first, then by code and ids.",
});

export type FindingsAnswer = Wire<z.infer<typeof findingsAnswer>>;
