import { z } from 'zod';
import { ISSUE_CODES } from './issue-codes.ts';
import { address, addressOut } from './lists.ts';
import { customerPlan } from './customer-plans.ts';
import { plan } from './plan.ts';
import { PROBLEMS, type ProblemCode } from './problems.ts';
import type { Refusal } from './refusal.ts';
import type { Wire } from './wire.ts';
import { words } from './words.ts';

const sentences = Object.fromEntries(
  Object.entries(PROBLEMS).map(([code, { sentence }]) => [code, sentence]),
) as Record<ProblemCode, string>;

const error = z
  .strictObject({
    pointer: z.string().meta({
      description: 'JSON pointer into the body, or `/query/…`, `/path/…`, `/header/…`.',
    }),
    code: words('What is wrong with the field.', ISSUE_CODES),
    received: z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({
      description: 'What came, at most about 100 characters of it; null when nothing came.',
    }),
    allowed: z
      .union([z.array(z.union([z.string(), z.number()])), z.string(), z.null()])
      .meta({ description: 'Names or values that may come, or a range in words.' }),
    didYouMean: z.string().optional().meta({
      description: 'Name that was probably meant; the place, where longitude and latitude were exchanged.',
    }),
  })
  .meta({ id: 'FieldError' });

/** RFC 9457 problem. */
export const problemAnswer = z
  .strictObject({
    type: z.string().meta({ description: 'Page that explains the problem.' }),
    title: z.string(),
    status: z.int(),
    code: words('Code of the problem.', sentences),
    detail: z.string(),
    instance: z.string().meta({ description: 'Path of the request.' }),
    requestId: z.string(),
    errors: z.array(error),
    candidates: z.array(address).optional().meta({ description: 'Addresses to choose from.' }),
    plans: z
      .array(z.union([plan, customerPlan]))
      .optional()
      .meta({ description: 'Plans as they are now, as the role sees them, where the room of one is gone.' }),
    movedElementIds: z.array(z.string()).optional().meta({
      description: 'For staff: elements whose promises changed; empty = an import may have changed any.',
    }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem; `errors` names every field at fault.' });

export type Problem = Wire<z.infer<typeof problemAnswer>>;

/** More errors than this are counted in `detail` and left out. */
const MAX_ERRORS = 1000;

/** The problem document of a refusal. */
export function toProblem(
  { code, issues, candidates, now }: Pick<Refusal, 'code' | 'issues' | 'candidates' | 'now'>,
  { path, requestId }: { path: string; requestId: string },
): Problem {
  const { status, title, sentence } = PROBLEMS[code];
  const more = issues.length - MAX_ERRORS;
  return {
    type: `/problems#${code}`,
    title,
    status,
    code,
    detail: more > 0 ? `${sentence} ${more} more errors are left out.` : sentence,
    instance: path,
    requestId,
    errors: issues.slice(0, MAX_ERRORS),
    ...(candidates === null ? {} : { candidates: candidates.map(addressOut) }),
    ...(now === null
      ? {}
      : {
          // Whoever made the refusal took them from an answer of the contract.
          plans: now.plans as NonNullable<Problem['plans']>,
          ...(now.movedElementIds === null ? {} : { movedElementIds: now.movedElementIds }),
        }),
  };
}
