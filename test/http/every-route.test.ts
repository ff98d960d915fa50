import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/contract/claims.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';
import { PROBLEMS } from '../../src/contract/problems.ts';
import { SERVICE } from '../../src/model/case-book.ts';
import { ROLES } from '../../src/model/role.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { caseClient, owner } from './case-client.ts';
import { targetsOf } from './case-target.ts';
import { expectProblem } from './expect-problem.ts';
import { fakeApp } from './fake-parts.ts';
import { type Cell, ROUTE_TABLE, type Target, askOf, cellsOf, routesOf, sites } from './route-table.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo'] };

let house: CaseHouse;
let server: Server;
let address: string;

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db);
  server = house.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await hookWithDeadDelivery();
  screenings = { screening: await startScreening(), running: await startScreening() };
  await fetch(`${address}/v1/screenings/${screenings.screening}`, {
    method: 'DELETE',
    headers: { authorization: await house.token(PLANNER) },
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  expect(house.failed).toEqual([]);
  await house.close();
});

const client = caseClient(() => house);
const { send, apply } = client;
let hook = { hook: '', seq: 0 };
let screenings = { screening: '', running: '' };
const targetIn = async (...[state]: Parameters<ReturnType<typeof targetsOf>>): Promise<Target> => ({
  ...(await targetsOf(client)(state)),
  ...hook,
  ...screenings,
});

async function startScreening(): Promise<string> {
  const answer = await fetch(`${address}/v1/screenings?region=demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/geo+json', authorization: await house.token(PLANNER) },
    body: JSON.stringify(sites()),
  });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { id: string }).id;
}

async function hookWithDeadDelivery(): Promise<void> {
  const at = '2026-11-20T02:00:00Z';
  const made = await send({ role: 'operator', sub: 'o1', regions: '*' }, 'post', '/webhooks', {
    region: 'demo',
    url: 'http://127.0.0.1:1/',
  });
  const { id } = made.body as { id: string };
  await apply(owner('c1'), 100);
  await house.store.webhooks.makeDue(at);
  const [due] = await house.store.webhooks.takeDue(at, '2026-11-20T02:01:00Z');
  await house.store.webhooks.settle(due!, { taken: false, error: 'status 500', again: null });
  hook = { hook: id, seq: due!.event.seq };
}

interface Sent {
  readonly status: number;
  readonly code: unknown;
}

/** Asks a route; where the caller is not let in at all, what is sent makes no sense either. */
async function ask(route: string, target: Target, { caller, status }: Cell): Promise<Sent> {
  const [, way = {}] = ROUTE_TABLE[route]!;
  const { method, url, body, headers } = askOf(route, way, target);
  const isShut = status === 401 || status === 403;
  const answer = await fetch(address + (isShut ? `${url.split('?')[0]!}?nonsense=1` : url), {
    method: method.toUpperCase(),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...(caller === null ? {} : { authorization: await house.token(caller) }),
    },
    ...(body === undefined
      ? {}
      : { body: isShut ? '{"broken' : body instanceof Uint8Array ? body : JSON.stringify(body) }),
  });
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const code = isProblem ? ((await answer.json()) as { code: unknown }).code : null;
  await answer.body?.cancel().catch(() => undefined);
  return { status: answer.status, code };
}

const CODE: Readonly<Partial<Record<number, string>>> = { 401: 'not-signed-in', 403: 'role-not-allowed' };

describe('every route', () => {
  it('has a row in the table, and every row its route', () => {
    expect(Object.keys(ROUTE_TABLE).sort()).toEqual(routesOf(fakeApp()));
  });

  it.each(Object.keys(ROUTE_TABLE))(
    '%s answers each role, region and owner as its row says',
    async (route) => {
      const [answers, { in: state = 'draft' } = {}] = ROUTE_TABLE[route]!;
      const cells = cellsOf([answers]);
      const told = cells.filter(({ status }) => status < 400);
      const shared = await targetIn(state);
      const before = await house.store.cases.read(SERVICE, shared.id);
      for (const cell of cells.filter(({ status }) => status >= 400)) {
        const { status, code } = await ask(route, shared, cell);
        expect([cell.name, status, code]).toEqual([cell.name, cell.status, CODE[cell.status] ?? code]);
        if (cell.status === 404)
          expect(code).toMatch(/^(?:region|application|webhook|feature|screening)-not-found$/u);
        expect(Object.keys(PROBLEMS)).toContain(code);
      }
      expect(await house.store.cases.read(SERVICE, shared.id)).toEqual(before);
      const changes = !route.startsWith('get ') && route.includes('/applications/:id');
      for (const cell of told) {
        const { status } = await ask(route, changes ? await targetIn(state) : shared, cell);
        expect([cell.name, status]).toEqual([cell.name, cell.status]);
      }
    },
  );

  it('takes no other method than those it has rows for, and says which', async () => {
    const methods = new Map<string, string[]>();
    for (const route of Object.keys(ROUTE_TABLE)) {
      const [method = '', path = ''] = route.split(' ');
      methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
    }
    const authorization = await house.token({ role: 'manager' });
    const target: Target = {
      id: 'x',
      offerId: 'x',
      planId: 'x',
      overrideId: 'x',
      documentId: 'x',
      hook: 'x',
      seq: 1,
      screening: 'x',
      running: 'x',
    };
    for (const [path, taken] of methods) {
      const other = ['PUT', 'DELETE', 'POST'].find((one) => !taken.includes(one))!;
      const { url } = askOf(`put ${path}`, {}, target);
      const answer = await fetch(address + url, { method: other, headers: { authorization } });
      expect([path, answer.status]).toEqual([path, 405]);
      const allowed = taken.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).sort();
      expect([path, answer.headers.get('allow')?.split(', ').sort()]).toEqual([path, allowed]);
    }
    const put = await request(house.app).put('/v1/regions').set('Authorization', authorization);
    expectProblem(put, 'method-not-allowed');
  });

  it('is told of in the OpenAPI document with the roles of its row', () => {
    const { paths = {} } = openApiDocument('0.1.0');
    for (const [path, methods] of Object.entries(paths))
      for (const [method, operation] of Object.entries(methods as Record<string, { 'x-roles'?: string[] }>)) {
        const route = `${method} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`;
        const row = ROUTE_TABLE[route];
        expect(row, route).toBeDefined();
        const open = cellsOf(row!).filter(({ caller, status }) => caller !== null && status !== 403);
        const roles = ROLES.filter((role) => open.some(({ caller }) => caller?.role === role));
        expect([route, [...(operation['x-roles'] ?? ROLES)].sort()]).toEqual([route, [...roles].sort()]);
      }
  });
});
