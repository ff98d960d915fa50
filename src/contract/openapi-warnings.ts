import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import { ALWAYS, FOR_STAFF, OF_PLANNER, operation } from './openapi-operation.ts';
import { warningFeedQuery, warningsAnswer, warningsQuery } from './warnings.ts';

const common = { tag: 'Plans and capacity', roles: ACCESS.warnings } as const;
const PROBLEMS = [...ALWAYS, ...FOR_STAFF, ...OF_PLANNER, 'not-ready'] as const;

const list = operation('warnings', {
  ...common,
  summary: 'What has to be looked at now: since when, and what would end it',
  answer: warningsAnswer,
  problems: PROBLEMS,
  request: { requestParams: { query: warningsQuery } },
});

const feed = operation('warningFeed', {
  ...common,
  summary: 'Warnings that began or ended last, as an Atom feed',
  answer: {
    done: {
      '200': {
        description: 'The newest first.',
        content: { 'application/atom+xml': { schema: { type: 'string' } } },
      },
    },
  },
  problems: PROBLEMS,
  request: { requestParams: { query: warningFeedQuery } },
});

/** The routes of warnings. */
export const WARNING_PATHS: ZodOpenApiPathsObject = {
  '/v1/warnings': { get: list },
  '/v1/warnings.atom': { get: feed },
};
