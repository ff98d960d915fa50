import type { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Role } from '../model/role.ts';
import { problemAnswer } from './problem.ts';
import { PROBLEMS, type ProblemCode } from './problems.ts';

/** What any route under `/v1` can refuse. */
export const ALWAYS = [
  'unknown-parameter',
  'not-signed-in',
  'token-invalid',
  'token-expired',
  'issuer-unavailable',
  'internal',
] as const;
export const FOR_STAFF = ['role-not-allowed', 'invalid-request', 'region-not-found'] as const;
export const WITH_BODY = [
  'malformed-json',
  'malformed-request',
  'body-too-large',
  'unsupported-media-type',
] as const;
export const FOR_MAPS = ['role-not-allowed', 'invalid-request'] as const;
export const OF_PLANNER = ['several-regions', 'overloaded'] as const;

interface Described {
  readonly tag: 'Plans and capacity' | 'Applications' | 'Lists' | 'Maps' | 'Operation';
  readonly summary: string;
  /** JSON, or all answers there are beside refusals. */
  readonly answer: z.ZodType | { readonly done: ZodOpenApiResponsesObject };
  readonly problems: readonly ProblemCode[];
  /** Where it is not 200. */
  readonly status?: '200' | '201' | '202';
  readonly roles?: readonly Role[];
  readonly request?: Pick<ZodOpenApiOperationObject, 'requestParams' | 'requestBody'>;
}

/** An operation of the document. */
export function operation(
  operationId: string,
  { tag, summary, answer, problems, status = '200', roles, request }: Described,
) {
  return {
    operationId,
    tags: [tag],
    summary,
    ...(roles === undefined
      ? { security: [] }
      : { description: `Roles: ${roles.join(', ')}.`, 'x-roles': [...roles] }),
    ...request,
    responses: {
      ...refusals(problems),
      ...('done' in answer ? answer.done : json(answer, status)),
    },
  } satisfies ZodOpenApiOperationObject;
}

const json = (schema: z.ZodType, status: string): ZodOpenApiResponsesObject => ({
  [status]: { description: 'Done.', content: { 'application/json': { schema } } },
});

/** One response per status, naming the codes that come with it. */
function refusals(codes: readonly ProblemCode[]): ZodOpenApiOperationObject['responses'] {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const same = codes.filter((code) => PROBLEMS[code].status === status);
      const description = same.map((code) => `\`${code}\`: ${PROBLEMS[code].sentence}`).join('\n\n');
      return [status, { description, content: { 'application/problem+json': { schema: problemAnswer } } }];
    }),
  );
}
