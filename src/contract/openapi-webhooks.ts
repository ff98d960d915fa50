import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ACCESS } from './access.ts';
import { noQuery } from './lists.ts';
import { ALWAYS, WITH_BODY, operation } from './openapi-operation.ts';
import {
  deliveriesAnswer,
  deliveriesQuery,
  deliveryAnswer,
  deliveryPath,
  webhookAnswer,
  webhookBody,
  webhookMade,
  webhookPath,
  webhooksAnswer,
  webhooksQuery,
} from './webhooks.ts';

const USUAL = [...ALWAYS, 'role-not-allowed', 'invalid-request'] as const;
const OF_ONE = [...USUAL, 'webhook-not-found'] as const;
const common = { tag: 'Operation', roles: ACCESS.webhooks } as const;

const register = operation('registerWebhook', {
  ...common,
  summary: 'Be told what happens to the applications of a region, by signed posts (Standard Webhooks)',
  status: '201',
  answer: webhookMade,
  problems: [...USUAL, ...WITH_BODY, 'region-not-found', 'several-regions', 'too-many-webhooks'],
  request: {
    requestParams: { query: noQuery },
    requestBody: { required: true, content: { 'application/json': { schema: webhookBody } } },
  },
});

const list = operation('webhooks', {
  ...common,
  summary: 'Webhooks, the newest first; their keys are not shown again',
  answer: webhooksAnswer,
  problems: [...USUAL, 'region-not-found'],
  request: { requestParams: { query: webhooksQuery } },
});

const read = operation('webhook', {
  ...common,
  summary: 'One webhook, and how much is on its way to it',
  answer: webhookAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: webhookPath } },
});

const remove = operation('removeWebhook', {
  ...common,
  summary: 'Tell this address nothing any more; what is on its way is dropped',
  answer: { done: { '204': { description: 'It is gone.' } } },
  problems: OF_ONE,
  request: { requestParams: { path: webhookPath } },
});

const deliveries = operation('webhookDeliveries', {
  ...common,
  summary: 'Deliveries that were given up, or that wait; the oldest first',
  answer: deliveriesAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: webhookPath, query: deliveriesQuery } },
});

const sendAgain = operation('sendWebhookAgain', {
  ...common,
  summary: 'Try a delivery again that was given up',
  answer: deliveryAnswer,
  problems: OF_ONE,
  request: { requestParams: { path: deliveryPath } },
});

/** The routes of webhooks. */
export const WEBHOOK_PATHS: ZodOpenApiPathsObject = {
  '/v1/webhooks': { post: register, get: list },
  '/v1/webhooks/{id}': { get: read, delete: remove },
  '/v1/webhooks/{id}/deliveries': { get: deliveries },
  '/v1/webhooks/{id}/deliveries/{seq}/redelivery': { post: sendAgain },
};
