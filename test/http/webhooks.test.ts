import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverWebhooks } from '../../src/casework/deliver-webhooks.ts';
import type { Caller } from '../../src/contract/claims.ts';
import {
  deliveriesAnswer,
  deliveryAnswer,
  webhookAnswer,
  webhookMade,
  webhooksAnswer,
} from '../../src/contract/webhooks.ts';
import { postWebhook } from '../../src/http/webhooks/post-webhook.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

const OPERATOR: Caller = { role: 'operator', sub: 'o1', regions: '*' };

let house: CaseHouse;
let receiver: Server;
let url: string;
let now = new Date('2026-11-20T02:00:00Z');
let status = 204;
const got: { id: string; body: string }[] = [];

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db, () => now);
  receiver = createServer((req, res) => {
    void text(req).then((body) => {
      got.push({ id: String(req.headers['webhook-id']), body });
      res.writeHead(status).end();
    });
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  got.length = 0;
  status = 204;
});
afterAll(async () => {
  receiver.close();
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, offered, step } = caseClient(() => house);
const register = async (body: object = {}, caller = OPERATOR) =>
  send(caller, 'post', '/webhooks', { region: 'demo', url, ...body });
const deliver = () =>
  deliverWebhooks(
    {
      book: house.store.webhooks,
      post: (due, at) => postWebhook(due, at, 'private'),
      now: () => now,
    },
    new AbortController().signal,
  );

describe('a webhook', () => {
  it('is told every step of the applications of its region, and no name or contact', async () => {
    const made = webhookMade.parse((await register()).body);
    const other = webhookMade.parse((await register({ region: 'dark' })).body);
    const { id, offer } = await offered(owner('c20'), 200);
    const planId = offer.plans[0]!.id;
    await send(owner('c20'), 'post', `/applications/${id}/choice`, { offerId: offer.offerId, planId }, key());
    await step(owner('c20'), id, 'withdrawal');
    await deliver();
    expect(got.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'application.create',
      'application.accept',
      'application.offer',
      'application.choose',
      'application.withdraw',
    ]);
    expect(got.every(({ id: message }) => message.startsWith(`${made.id}-`))).toBe(true);
    expect(JSON.stringify(got)).not.toMatch(/甲厂|0375|c20|m1|leftKva|"P\d|"R\d|F1|F2/u);
    await deliver();
    expect(got).toHaveLength(5);
    for (const { id: hook } of [made, other])
      expect((await send(OPERATOR, 'delete', `/webhooks/${hook}`)).status).toBe(204);
  });

  it('shows its key once', async () => {
    const answer = await register({ kinds: ['choose'] });
    expect(answer.status, answer.text).toBe(201);
    const { secret, ...made } = webhookMade.parse(answer.body);
    expect(Buffer.from(secret.replace(/^whsec_/u, ''), 'base64')).toHaveLength(32);
    expect(answer.headers['location']).toBe(`/v1/webhooks/${made.id}`);
    const read = await send(OPERATOR, 'get', `/webhooks/${made.id}`);
    expect(webhookAnswer.parse(read.body)).toEqual(made);
    const all = await send(OPERATOR, 'get', '/webhooks');
    expect(webhooksAnswer.parse(all.body).items).toContainEqual(made);
    expect(read.text + all.text).not.toContain(secret);
    expect(house.log.join('')).toContain('/v1/webhooks');
    expect(house.log.join('')).not.toContain(secret);
    await send(OPERATOR, 'delete', `/webhooks/${made.id}`);
    expectProblem(await send(OPERATOR, 'get', `/webhooks/${made.id}`), 'webhook-not-found');
  });

  it('that gives up its deliveries lists them, and sends them again', async () => {
    const { id } = webhookMade.parse((await register()).body);
    await offered(owner('c21'), 100);
    status = 500;
    for (let day = 0; day < 12; day++) {
      await deliver();
      now = new Date(now.getTime() + 24 * 3600_000);
    }
    const page = async (query = '') =>
      deliveriesAnswer.parse((await send(OPERATOR, 'get', `/webhooks/${id}/deliveries${query}`)).body);
    const { items } = await page();
    expect(items.map(({ kind, tries, error }) => [kind, tries, error])).toEqual(
      ['create', 'accept', 'offer'].map((kind) => [kind, 9, 'status 500']),
    );
    const first = await page('?pageSize=2');
    expect(first.items).toEqual(items.slice(0, 2));
    expect((await page(`?pageSize=2&cursor=${first.next!}`)).items).toEqual(items.slice(2));
    expect((await page('?state=due')).items).toEqual([]);
    got.length = 0;
    status = 200;
    const again = await send(OPERATOR, 'post', `/webhooks/${id}/deliveries/${items[1]!.seq}/redelivery`);
    expect(deliveryAnswer.parse(again.body)).toMatchObject({ state: 'due', tries: 0 });
    await deliver();
    expect(got.map(({ id: message }) => message)).toEqual([`${id}-${items[1]!.seq}`]);
    expect((await page()).items).toHaveLength(2);
    expectProblem(
      await send(OPERATOR, 'post', `/webhooks/${id}/deliveries/${items[1]!.seq}/redelivery`),
      'webhook-not-found',
    );
    await send(OPERATOR, 'delete', `/webhooks/${id}`);
    now = new Date('2026-11-20T02:00:00Z');
  });

  it('is refused where it must not go, or where the region has enough', async () => {
    for (const bad of ['http://169.254.169.254/', 'https://user:word@portal.example/', 'x']) {
      const { errors } = expectProblem(await register({ url: bad }), 'invalid-request');
      expect(errors[0]).toMatchObject({ pointer: '/url', code: 'not-permitted' });
    }
    expectProblem(await register({ kinds: ['party'] }), 'invalid-request');
    expectProblem(await register({ region: 'nowhere' }), 'region-not-found');
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(webhookMade.parse((await register()).body).id);
    expectProblem(await register(), 'too-many-webhooks');
    for (const id of ids) await send(OPERATOR, 'delete', `/webhooks/${id}`);
  });

  it('is a matter of the operators of its region', async () => {
    const { id } = webhookMade.parse((await register()).body);
    const routes = [
      ['post', '/webhooks', { region: 'demo', url }],
      ['get', '/webhooks', undefined],
      ['get', `/webhooks/${id}`, undefined],
      ['get', `/webhooks/${id}/deliveries`, undefined],
      ['post', `/webhooks/${id}/deliveries/1/redelivery`, {}],
      ['delete', `/webhooks/${id}`, undefined],
    ] as const;
    const elsewhere: Caller = { ...OPERATOR, regions: ['dark'] };
    for (const [method, path, body] of routes) {
      for (const caller of [MANAGER, owner(), { ...MANAGER, role: 'planner' as const }])
        expectProblem(await send(caller, method, path, body), 'role-not-allowed');
      const refused = await send(elsewhere, method, path, body);
      if (path === '/webhooks' && method === 'get') expect(refused.body).toEqual({ items: [], next: null });
      else
        expectProblem(
          refused,
          method === 'post' && path === '/webhooks' ? 'region-not-found' : 'webhook-not-found',
        );
    }
    expect((await send(OPERATOR, 'delete', `/webhooks/${id}`)).status).toBe(204);
  });
});
