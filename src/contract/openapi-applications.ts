import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import {
  applicationPath,
  applicationsAnswer,
  applicationsQuery,
  auditAnswer,
  auditQuery,
  offerPath,
  offersAnswer,
} from './application-lists.ts';
import {
  choiceAnswer,
  choiceBody,
  connectionBody,
  emptyBody,
  idempotencyKey,
  measurementBody,
  offerAnswer,
} from './application-steps.ts';
import { applicationAnswer, applicationBody, applicationPatch } from './applications.ts';
import { caseEventAnswer, lastEventId } from './case-events.ts';
import { applicationExample } from './examples.ts';
import { pauseBody } from './clocks.ts';
import { accuracyAnswer, accuracyQuery, reinforcementAnswer, reinforcementQuery } from './case-reports.ts';
import { noQuery } from './lists.ts';
import { overrideAnswer, overrideBody, overridePath } from './overrides.ts';
import { queueAnswer } from './queue.ts';
import { replyQuery } from './reply-letter.ts';
import { XLSX_TYPE, weeklyQuery } from './report-week.ts';
import { supplyPlansQuery } from './supply-plans-request.ts';
import { ALWAYS, WITH_BODY, operation } from './openapi-operation.ts';

const OF_SITE = [
  'region-not-found',
  'several-regions',
  'outside-every-region',
  'address-not-found',
  'address-ambiguous',
] as const;
const USUAL = [...ALWAYS, 'role-not-allowed', 'invalid-request'] as const;
const OF_ONE = [...USUAL, 'application-not-found'] as const;
const OF_STEP = [...OF_ONE, ...WITH_BODY, 'wrong-state'] as const;
const OF_PLANS = ['policy-not-found', 'overloaded', 'not-ready'] as const;

const json = (schema: z.ZodType, example?: unknown) => ({
  required: true,
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
});
const path = { requestParams: { path: applicationPath } };

const create = operation('createApplication', {
  tag: 'Applications',
  summary: 'Apply for supply; a customer for itself, a manager for anyone',
  roles: ACCESS.applications,
  status: '201',
  answer: applicationAnswer,
  problems: [...USUAL, ...OF_SITE, ...WITH_BODY, 'external-number-taken'],
  request: { requestParams: { query: noQuery }, requestBody: json(applicationBody, applicationExample) },
});

const list = operation('applications', {
  tag: 'Applications',
  summary: 'Applications that the caller may see',
  roles: ACCESS.applications,
  answer: applicationsAnswer,
  problems: [...USUAL, 'region-not-found'],
  request: { requestParams: { query: applicationsQuery } },
});

const read = operation('application', {
  tag: 'Applications',
  summary: 'One application; its `ETag` names the version',
  roles: ACCESS.applications,
  answer: applicationAnswer,
  problems: OF_ONE,
  request: path,
});

const change = operation('changeApplication', {
  tag: 'Applications',
  summary: 'Change what is asked for, or who applies; staff mark facts as verified',
  roles: ACCESS.applications,
  answer: applicationAnswer,
  problems: [...OF_STEP, ...OF_SITE, 'external-number-taken', 'version-mismatch', 'precondition-required'],
  request: {
    requestParams: {
      path: applicationPath,
      header: z.strictObject({
        'If-Match': z.string().meta({ description: 'The `ETag` of the version changed.' }),
      }),
    },
    requestBody: json(applicationPatch),
  },
});

const makeOffer = operation('makeOffer', {
  tag: 'Applications',
  summary: 'Compute plans for the application and keep them; holds nothing',
  roles: ACCESS.offers,
  status: '201',
  answer: offerAnswer,
  problems: [...OF_STEP, ...OF_PLANS, 'version-mismatch', 'asked-too-often'],
  request: { requestParams: { path: applicationPath, query: supplyPlansQuery } },
});

const offers = operation('offers', {
  tag: 'Applications',
  summary: 'Offers of the application',
  roles: ACCESS.offers,
  answer: offersAnswer,
  problems: OF_ONE,
  request: path,
});

const offer = operation('offer', {
  tag: 'Applications',
  summary: 'One offer, as it was made',
  roles: ACCESS.offers,
  answer: offerAnswer,
  problems: [...OF_ONE, 'offer-not-found'],
  request: { requestParams: { path: offerPath } },
});

const makeOverride = operation('overrideFigure', {
  tag: 'Applications',
  summary:
    'State a figure of an offered plan otherwise, with the reason; it counts once another manager signs it',
  roles: ACCESS.override,
  status: '201',
  answer: overrideAnswer,
  problems: [...OF_STEP, 'offer-not-found'],
  request: { requestParams: { path: offerPath }, requestBody: json(overrideBody) },
});

const signOverride = operation('signOverride', {
  tag: 'Applications',
  summary: 'Sign what another manager states; from then on it counts',
  roles: ACCESS.override,
  answer: overrideAnswer,
  problems: [...OF_STEP, 'override-not-found', 'second-person'],
  request: { requestParams: { path: overridePath } },
});

const choose = operation('choosePlan', {
  tag: 'Applications',
  summary: 'Choose a plan of an offer and hold its capacity; safe to send again with the same key',
  roles: ACCESS.choice,
  status: '201',
  answer: choiceAnswer,
  problems: [
    ...OF_STEP,
    ...OF_PLANS,
    'offer-not-found',
    'offer-lapsed',
    'plan-not-choosable',
    'figures-unknown',
    'room-gone',
    'key-reused',
  ],
  request: {
    requestParams: {
      path: applicationPath,
      header: z.strictObject({
        'Idempotency-Key': idempotencyKey.meta({
          description: 'A key of the caller’s own for this request; the same key again gets the same answer.',
        }),
      }),
    },
    requestBody: json(choiceBody),
  },
});

const reply = operation('replyLetter', {
  tag: 'Applications',
  summary: 'The reply letter (供电方案答复单) of the chosen plan, or of one that was offered',
  roles: ACCESS.offers,
  answer: {
    done: {
      '200': {
        description: 'A PDF.',
        content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
      },
    },
  },
  problems: [...OF_ONE, 'offer-not-found', 'wrong-state', 'overloaded'],
  request: { requestParams: { path: applicationPath, query: replyQuery } },
});

const events = operation('applicationEvents', {
  tag: 'Applications',
  summary: 'What happens to the application, as server-sent events; goes on after `Last-Event-ID`',
  roles: ACCESS.events,
  answer: {
    done: {
      '200': {
        description:
          'Events, the oldest first, each with its `seq` as `id` and its kind as `event`; comments between them are heartbeats. The stream ends with the token.',
        content: { 'text/event-stream': { schema: caseEventAnswer } },
      },
    },
  },
  problems: [...OF_ONE, 'too-many-streams'],
  request: {
    requestParams: {
      path: applicationPath,
      query: noQuery,
      header: z.strictObject({
        'Last-Event-ID': lastEventId.optional().meta({
          description: 'Last event the caller has; left out = from the first on.',
        }),
      }),
    },
  },
});

const queue = operation('applicationQueue', {
  tag: 'Applications',
  summary: 'Who gets the room that the application waits for, in order; for a customer the place alone',
  roles: ACCESS.queue,
  answer: queueAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: applicationPath, query: noQuery } },
});

const OF_REPORT = [...USUAL, 'region-not-found', 'several-regions'] as const;

const reinforcement = operation('reinforcementReport', {
  tag: 'Lists',
  summary: 'Works on the public grid that staged plans ask for, by element',
  roles: ACCESS.caseReports,
  answer: reinforcementAnswer,
  problems: OF_REPORT,
  request: { requestParams: { query: reinforcementQuery } },
});

const accuracy = operation('accuracyReport', {
  tag: 'Lists',
  summary: 'Estimated against final cost and measured load, by kind of plan',
  roles: ACCESS.caseReports,
  answer: accuracyAnswer,
  problems: OF_REPORT,
  request: { requestParams: { query: accuracyQuery } },
});

const release = operation('releaseChoice', {
  tag: 'Applications',
  summary: 'Give the chosen plan up, and the capacity it holds',
  roles: ACCESS.choice,
  answer: applicationAnswer,
  problems: [...OF_ONE, 'wrong-state'],
  request: path,
});

const step = (
  name:
    | 'acceptance'
    | 'withdrawal'
    | 'review'
    | 'approval'
    | 'connection'
    | 'measurement'
    | 'pause'
    | 'resumption',
  summary: string,
  {
    body = emptyBody,
    more = [],
  }: { body?: z.ZodType; more?: readonly ('second-person' | 'review-missing')[] } = {},
) =>
  operation(name, {
    tag: 'Applications',
    summary,
    roles: ACCESS[name],
    answer: applicationAnswer,
    problems: [...OF_STEP, ...more],
    request: { ...path, requestBody: { ...json(body), required: body !== emptyBody } },
  });

const weekly = operation('weeklyTable', {
  tag: 'Applications',
  summary: 'The table of the weekly meeting; a planner sees no customer',
  roles: ACCESS.weeklyReport,
  answer: {
    done: {
      '200': {
        description: 'An XLSX workbook of one sheet.',
        content: { [XLSX_TYPE]: { schema: { type: 'string', format: 'binary' } } },
      },
    },
  },
  problems: [...USUAL, 'region-not-found', 'several-regions', 'overloaded', 'not-ready'],
  request: { requestParams: { query: weeklyQuery } },
});

const audit = operation('audit', {
  tag: 'Operation',
  summary: 'What happened to the cases of a region, link by link, and whether the chain holds',
  roles: ACCESS.audit,
  answer: auditAnswer,
  problems: [...USUAL, 'region-not-found', 'several-regions'],
  request: { requestParams: { query: auditQuery } },
});

/** The routes of casework. */
export const APPLICATION_PATHS: ZodOpenApiPathsObject = {
  '/v1/applications': { post: create, get: list },
  '/v1/applications/{id}': { get: read, patch: change },
  '/v1/applications/{id}/offers': { post: makeOffer, get: offers },
  '/v1/applications/{id}/offers/{offerId}': { get: offer },
  '/v1/applications/{id}/offers/{offerId}/overrides': { post: makeOverride },
  '/v1/applications/{id}/offers/{offerId}/overrides/{overrideId}/signature': { post: signOverride },
  '/v1/applications/{id}/choice': { post: choose, delete: release },
  '/v1/applications/{id}/reply.pdf': { get: reply },
  '/v1/applications/{id}/events': { get: events },
  '/v1/applications/{id}/queue': { get: queue },
  '/v1/applications/{id}/acceptance': { post: step('acceptance', 'Take the application up') },
  '/v1/applications/{id}/review': {
    post: step('review', 'Sign under the review that the policy asks for', { more: ['second-person'] }),
  },
  '/v1/applications/{id}/approval': {
    post: step('approval', 'Approve the chosen plan', { more: ['review-missing'] }),
  },
  '/v1/applications/{id}/connection': {
    post: step('connection', 'The supply has been switched on', { body: connectionBody }),
  },
  '/v1/applications/{id}/measurement': {
    post: step('measurement', 'The load has been measured', { body: measurementBody }),
  },
  '/v1/applications/{id}/pause': {
    post: step('pause', 'Stop the clock of the time limit, with the reason', { body: pauseBody }),
  },
  '/v1/applications/{id}/resumption': {
    post: step('resumption', 'Let the clock of the time limit go on'),
  },
  '/v1/applications/{id}/withdrawal': { post: step('withdrawal', 'Give the application up') },
  '/v1/reports/weekly.xlsx': { get: weekly },
  '/v1/reports/reinforcement': { get: reinforcement },
  '/v1/reports/accuracy': { get: accuracy },
  '/v1/audit': { get: audit },
};
