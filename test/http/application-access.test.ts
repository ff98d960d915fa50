import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationsAnswer, auditAnswer, offersAnswer } from '../../src/contract/application-lists.ts';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
let now = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  const db = await openTestDb();
  const store = storeOver(db);
  await bringRows(store, 'demo', TWO_FEEDERS);
  await bringRows(store, 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db, () => now);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, apply, step, offer, offered } = caseClient(() => house);

describe('who sees what', () => {
  it('a customer sees the own plans, and nothing of the grid beyond', async () => {
    const { id } = await offered(owner('c5'), 200);
    const [offers] = offersAnswer.parse(
      (await send(owner('c5'), 'get', `/applications/${id}/offers`)).body,
    ).items;
    const path = `/applications/${id}/offers/${offers!.offerId}`;
    const [mine, theirs] = [await send(owner('c5'), 'get', path), await send(MANAGER, 'get', path)];
    expect(mine.text).not.toMatch(
      /"M1"|"B-P\d"|leftKva|limitKva|peakKva|committedKva|ratingKva|Loading|ledgerVersion|binding|unknownElement|Voltage|transferVia/u,
    );
    expect(theirs.text).toMatch(/"M1".*leftKva/u);
    const plans = offerAnswer.parse(mine.body).plans.map(({ id: plan, cost }) => [plan, cost.likelyYuan]);
    expect(plans).toEqual(
      offerAnswer.parse(theirs.body).plans.map(({ id: plan, cost }) => [plan, cost.likelyYuan]),
    );
  });

  it('a customer has a few offers a day', async () => {
    const { id } = await apply(owner('c10'), 200);
    for (let i = 0; i < 5; i++) await offer(owner('c10'), id);
    const refused = await step(owner('c10'), id, 'offers');
    expect(expectProblem(refused, 'asked-too-often').errors[0]).toMatchObject({ received: 5 });
    expect(refused.headers['retry-after']).toBe('3600');
    const { id: another } = await apply(owner('c10'), 200);
    expectProblem(await step(owner('c10'), another, 'offers'), 'asked-too-often');
    await offer(MANAGER, id);
    now = new Date('2026-11-20T16:00:01Z');
    await offer(owner('c10'), id);
    now = new Date('2026-11-20T02:00:00Z');
  });

  it('lists only what the caller may see, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      now = new Date(now.getTime() + 1);
      ids.unshift((await apply(owner('c4'), 100 + i)).id);
    }
    const page = async (caller: Caller, query: string) =>
      applicationsAnswer.parse((await send(caller, 'get', `/applications?${query}`)).body);
    const first = await page(owner('c4'), 'pageSize=2');
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await page(owner('c4'), `pageSize=2&cursor=${first.next!}`);
    expect(second).toMatchObject({ items: [{ id: ids[2] }], next: null });
    expect((await page(owner('c4'), 'status=accepted,offered')).items).toEqual([]);
    expect((await page(MANAGER, 'status=draft&pageSize=200')).items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(ids),
    );
    expect(
      (await page({ ...MANAGER, regions: ['dark'] }, 'pageSize=200')).items.map(({ id }) => id),
    ).not.toEqual(expect.arrayContaining(ids));
    expectProblem(await send(owner('c4'), 'get', '/applications?region=east'), 'region-not-found');
    expectProblem(await send(owner('c4'), 'get', '/applications?cursor=x'), 'invalid-request');
  });

  it('an operator reads the audit, which holds', async () => {
    const { id } = await apply(owner('c9'), 100);
    await step(owner('c9'), id, 'withdrawal');
    const operator: Caller = { role: 'operator', sub: 'o1', regions: '*' };
    const read = await send(operator, 'get', `/audit?region=demo&application=${id}&include=verdict`);
    const { items, verdict } = auditAnswer.parse(read.body);
    expect(items.map(({ entry }) => [entry['action'], entry['sub'], entry['role']])).toEqual([
      ['create', 'c9', 'customer'],
      ['withdraw', 'c9', 'customer'],
    ]);
    expect(verdict?.broken).toBeNull();
    const pages = auditAnswer.parse((await send(operator, 'get', '/audit?region=demo&pageSize=3')).body);
    expect(pages.verdict).toBeUndefined();
    expect(pages).toMatchObject({ next: '3', items: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
    const next = await send(operator, 'get', '/audit?region=demo&pageSize=1&cursor=3');
    expect(next.body).toMatchObject({ items: [{ seq: 4 }] });
    for (const caller of [MANAGER, owner()])
      expectProblem(await send(caller, 'get', '/audit?region=demo'), 'role-not-allowed');
  });
});
