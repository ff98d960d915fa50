import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { caseId } from '../../casework/case-id.ts';
import { ACCESS } from '../../contract/access.ts';
import { onlyRegion, namedRegion } from '../../contract/find-region.ts';
import { noQuery } from '../../contract/lists.ts';
import { parseBody, parseBoth, parsePath, parseQuery } from '../../contract/parse.ts';
import { Refusal } from '../../contract/refusal.ts';
import { shown } from '../../contract/shown.ts';
import {
  type DeliveriesAnswer,
  type WebhooksAnswer,
  deliveriesQuery,
  deliveryPath,
  encodeWebhook,
  webhookBody,
  webhookPath,
  webhooksQuery,
} from '../../contract/webhooks.ts';
import type { Webhook } from '../../model/webhook-book.ts';
import { allow } from '../allow.ts';
import { callerOf } from '../authenticate.ts';
import { onlyMethods } from '../only-methods.ts';
import type { Parts } from '../parts.ts';
import { readJson } from '../read-json.ts';
import { checkWebhookUrl } from '../webhooks/check-webhook-url.ts';
import { SECRET_PREFIX } from '../webhooks/sign-webhook.ts';

/** Webhooks of one region. */
const MOST = 20;
const SECRET_BYTES = 32;

function checkUrl(url: string, targets: Parts['webhookTargets']): void {
  const allowed = checkWebhookUrl(url, targets);
  if (allowed === null) return;
  throw new Refusal('invalid-request', [
    { pointer: '/url', code: 'not-permitted', received: shown(url), allowed },
  ]);
}

const found = <T>(one: T | null): T => {
  if (one === null) throw new Refusal('webhook-not-found');
  return one;
};

/** `/v1/webhooks`: who is told what happens to the applications of a region. */
const listRoute = ({ store: { webhooks }, planner, now, webhookTargets }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/webhooks')
    .post(allow(ACCESS.webhooks), readJson, async (req, res) => {
      const caller = callerOf(req);
      const [, body] = parseBoth(
        () => parseQuery(noQuery, req.query),
        () => parseBody(webhookBody, req.body),
      );
      const region = onlyRegion(planner, caller, body.region, '/region');
      checkUrl(body.url, webhookTargets);
      const at = now();
      const secret = SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
      const { url, kinds } = body;
      const made = { region, id: caseId(at), url, kinds, createdAt: at.toISOString(), secret };
      const webhook: Webhook | null = await webhooks.register(caller, made, MOST);
      if (webhook === null)
        throw new Refusal('too-many-webhooks', [
          { pointer: '/region', code: 'out-of-range', received: MOST, allowed: `${MOST} webhooks` },
        ]);
      res
        .status(201)
        .set('Location', `/v1/webhooks/${webhook.id}`)
        .json(Object.assign(encodeWebhook(webhook), { secret }));
    })
    .get(allow(ACCESS.webhooks), async (req, res) => {
      const caller = callerOf(req);
      const { region } = parseQuery(webhooksQuery, req.query);
      if (region !== undefined) namedRegion(planner, caller, region, '/query/region');
      const items = (await webhooks.list(caller, region)).map(encodeWebhook);
      res.json({ items, next: null } satisfies WebhooksAnswer);
    })
    .all(onlyMethods('POST', 'GET', 'HEAD'));
  return router;
};

const oneRoute = ({ store: { webhooks }, now }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/webhooks/:id')
    .get(allow(ACCESS.webhooks), async (req, res) => {
      const { id } = parsePath(webhookPath, req.params);
      res.json(encodeWebhook(found(await webhooks.read(callerOf(req), id))));
    })
    .delete(allow(ACCESS.webhooks), async (req, res) => {
      const { id } = parsePath(webhookPath, req.params);
      if (!(await webhooks.remove(callerOf(req), id, now().toISOString())))
        throw new Refusal('webhook-not-found');
      res.status(204).end();
    })
    .all(onlyMethods('GET', 'HEAD', 'DELETE'));
  return router;
};

const deliveriesRoute = ({ store: { webhooks }, now }: Parts): Router => {
  const router = Router();
  router
    .route('/v1/webhooks/:id/deliveries')
    .get(allow(ACCESS.webhooks), async (req, res) => {
      const caller = callerOf(req);
      const { id } = parsePath(webhookPath, req.params);
      const { state, pageSize, cursor } = parseQuery(deliveriesQuery, req.query);
      found(await webhooks.read(caller, id));
      const filter = { webhookId: id, state, after: Number(cursor ?? 0), limit: pageSize + 1 };
      const items = await webhooks.deliveries(caller, filter);
      const page = items.slice(0, pageSize);
      const next = items.length > pageSize ? String(page.at(-1)?.seq ?? 0) : null;
      res.json({ items: page, next } satisfies DeliveriesAnswer);
    })
    .all(onlyMethods('GET', 'HEAD'));
  router
    .route('/v1/webhooks/:id/deliveries/:seq/redelivery')
    .post(allow(ACCESS.webhooks), async (req, res) => {
      const { id, seq } = parsePath(deliveryPath, req.params);
      const again = await webhooks.sendAgain(callerOf(req), id, Number(seq), now().toISOString());
      res.json(found(again));
    })
    .all(onlyMethods('POST'));
  return router;
};

/** `/v1/webhooks` and below: registration, and what could not be delivered. */
export const webhooksRoute = (parts: Parts): Router =>
  Router().use(listRoute(parts), oneRoute(parts), deliveriesRoute(parts));
