import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { caseEventAnswer } from '../../src/contract/case-events.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { databases, throwAwayDatabase } from '../support/database.ts';
import { readEvents, take } from '../support/read-events.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

const ownAddress = async (app: Express): Promise<{ server: Server; address: string }> => {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** Streams of one house, cut off after each test. */
const streamsOf = (house: () => CaseHouse, address: () => string) => {
  let cut = new AbortController();
  const open = async (
    caller: Caller & { minutes?: number },
    id: string,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    fetch(`${address()}/v1/applications/${id}/events`, {
      headers: { Authorization: await house().token(caller), ...headers },
      signal: cut.signal,
    });
  const cutAll = () => {
    cut.abort();
    cut = new AbortController();
  };
  return { open, cutAll };
};

describe.each(databases())('the stream of an application on the $name database', ({ open: openDatabase }) => {
  let house: CaseHouse;
  let server: Server;
  let address: string;
  beforeAll(async () => {
    const db = await openDatabase();
    await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
    await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
    house = await openCaseHouse(db);
    ({ server, address } = await ownAddress(house.app));
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    expect(house.failed).toEqual([]);
    await house.close();
  });
  const { apply, step, offered, send } = caseClient(() => house);
  const { open, cutAll } = streamsOf(
    () => house,
    () => address,
  );
  afterEach(async () => {
    cutAll();
    // Places are free again when the service has seen its readers leave.
    await expect.poll(() => house.feed.count, { timeout: 10_000 }).toBe(0);
  });

  it('tells what has happened, then what happens, in the words of the contract', async () => {
    const { id } = await apply(owner(), 100);
    const response = await open(owner(), id);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    const events = readEvents(response);
    const [made] = await take(events, 1);
    await step(MANAGER, id, 'acceptance');
    await step(owner(), id, 'offers');
    const sent = [made!, ...(await take(events, 2))];
    const read = sent.map(({ data }) => caseEventAnswer.parse(JSON.parse(data!)));
    expect(read.map(({ kind, by, status }) => [kind, by, status])).toEqual([
      ['create', 'customer', 'draft'],
      ['accept', 'manager', 'accepted'],
      ['offer', 'customer', 'offered'],
    ]);
    expect(sent.map(({ id: seq, event }) => [seq, event])).toEqual(
      read.map(({ seq, kind }) => [String(seq), kind]),
    );
  });

  it('goes on after the last event the reader has, without a gap while more are made', async () => {
    const { id } = await apply(MANAGER, 100);
    await step(MANAGER, id, 'acceptance');
    const seen: string[] = [];
    const made = (async () => {
      for (let i = 0; i < 12; i++) {
        const applicant = { name: `甲${i}`, contact: '1' };
        const { status } = await send(
          MANAGER,
          'patch',
          `/applications/${id}`,
          { applicant },
          { 'If-Match': '*' },
        );
        expect(status).toBe(200);
      }
    })();
    while (seen.length < 14) {
      const last = seen.at(-1);
      const events = readEvents(await open(MANAGER, id, last === undefined ? {} : { 'Last-Event-ID': last }));
      for (const { id: seq } of await take(events, Math.min(2, 14 - seen.length))) seen.push(seq!);
      await events.return(undefined);
    }
    await made;
    const all = (await house.store.cases.events(MANAGER, id, 0, 99))!.map(({ seq }) => String(seq));
    expect(seen).toEqual(all);
  });

  it('shows a customer nothing of staff and grid', async () => {
    const { id, offer } = await offered(owner('c7'), 200);
    const planId = offer.plans[0]!.id;
    await send(MANAGER, 'post', `/applications/${id}/choice`, { offerId: offer.offerId, planId }, key());
    await step(MANAGER, id, 'review');
    const sent = await take(readEvents(await open(owner('c7'), id)), 5);
    const text = JSON.stringify(sent);
    expect(text).not.toMatch(/m1|甲厂|0375|F1|F2|M1|P\d|R\d|leansOn|request|sub"/u);
    expect(JSON.parse(sent[3]!.data!)).toMatchObject({ kind: 'choose', offerId: offer.offerId, planId });
  });

  it('is refused to others, before anything is sent', async () => {
    const { id } = await apply(owner('c8'), 100);
    const statusOf = async (caller: Caller, headers = {}) => {
      const { status, headers: answered } = await open(caller, id, headers);
      expect(answered.get('content-type')).toMatch(status === 200 ? /event-stream/u : /problem\+json/u);
      return status;
    };
    expect(await statusOf(owner('c9'))).toBe(404);
    expect(await statusOf({ ...MANAGER, regions: ['dark'] })).toBe(404);
    expect(await statusOf({ ...owner('c8'), regions: ['dark'] })).toBe(404);
    for (const role of ['planner', 'operator'] as const)
      expect(await statusOf({ role, sub: 'c8', regions: ['demo'] })).toBe(403);
    expect(await statusOf(owner('c8'), { 'Last-Event-ID': 'x' })).toBe(422);
    expect(await statusOf(owner('c8'))).toBe(200);
  });

  it('has so many readers at once', async () => {
    const { id } = await apply(owner(), 100);
    // Answers that nobody holds are cut off with the garbage.
    const held: Response[] = [];
    for (let i = 0; i < 4; i++) held.push(await open(owner(), id));
    const refused = await send(owner(), 'get', `/applications/${id}/events`);
    const { errors } = expectProblem(refused, 'too-many-streams');
    expect(errors[0]).toMatchObject({ received: 4, allowed: '4 streams' });
    expect(refused.headers['retry-after']).toBe('2');
    for (let i = 0; i < 2; i++) held.push(await open(MANAGER, id));
    expect((await open(MANAGER, id)).status).toBe(503);
    expect(held.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('ends with the token', async () => {
    const { id } = await apply(owner(), 100);
    const sent = [];
    for await (const event of readEvents(await open({ ...owner(), minutes: 0.01 }, id))) sent.push(event);
    expect(sent).toHaveLength(1);
  });

  it('ends when the application is no longer the reader’s', async () => {
    const { id } = await apply(owner(), 100);
    const events = readEvents(await open(owner(), id));
    await take(events, 1);
    await send(
      MANAGER,
      'patch',
      `/applications/${id}`,
      { applicant: { name: '乙', contact: '1', sub: 'c2' } },
      {
        'If-Match': '*',
      },
    );
    expect(await events.next()).toMatchObject({ done: true });
  });
});

describe('a service that stops', () => {
  it('ends its streams at once', async () => {
    const [embedded] = databases();
    const db = await embedded!.open();
    await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
    const house = await openCaseHouse(db);
    const { server, address } = await ownAddress(house.app);
    const { id } = await caseClient(() => house).apply(owner(), 100);
    const { open } = streamsOf(
      () => house,
      () => address,
    );
    const events = readEvents(await open(owner(), id));
    await take(events, 1);
    await house.feed.close();
    expect(await events.next()).toMatchObject({ done: true });
    expect((await open(owner(), id)).status).toBe(503);
    server.closeAllConnections();
    server.close();
    await house.close();
  });
});

describe.skipIf(process.env['DATABASE_URL'] === undefined)('two services on one server', () => {
  it('tell each other what happens', async () => {
    const { url, drop } = await throwAwayDatabase();
    const first = await openDb({ databaseUrl: url });
    await bringRows(storeOver(first), 'demo', TWO_FEEDERS);
    const houses = [await openCaseHouse(first), await openCaseHouse(await openDb({ databaseUrl: url }))];
    const { server, address } = await ownAddress(houses[1]!.app);
    const [here, there] = [
      caseClient(() => houses[0]!),
      streamsOf(
        () => houses[1]!,
        () => address,
      ),
    ];
    const { id } = await here.apply(owner(), 100);
    const events = readEvents(await there.open(owner(), id));
    await take(events, 1);
    await here.step(MANAGER, id, 'acceptance');
    expect((await take(events, 1))[0]).toMatchObject({ event: 'accept' });
    // A message that is lost: the next look finds what it was about.
    await first.exec('begin; alter table case_events disable trigger all; commit');
    await first.query(
      `insert into case_events (region_id, seq, application_id, at, kind, by_role, status, version)
       select region_id, seq + 1000, id, now(), 'edit', 'manager', 'accepted', 9 from case_events
       join applications a using (region_id) where application_id = $1 and kind = 'create' and a.id = $1`,
      [id],
    );
    expect((await take(events, 1))[0]).toMatchObject({ event: 'edit' });
    there.cutAll();
    server.closeAllConnections();
    server.close();
    for (const house of houses) await house.close();
    await drop();
  });
});
