import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeOver } from '../../src/store/open-store.ts';
import { hasPoppler, pagesOf } from '../papers/poppler.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  house = await openCaseHouse(db);
});
afterAll(() => house.close());

const { send, offered } = caseClient(() => house);
const letter = (caller: Parameters<typeof send>[0], id: string, query = '') =>
  send(caller, 'get', `/applications/${id}/reply.pdf${query}`);

describe('the reply letter', () => {
  it('is of the plan that was offered, then of the one chosen, in both languages, the same bytes each time', async () => {
    const { id, offer } = await offered(owner(), 200);
    const { offerId } = offer;
    const planId = offer.plans[0]!.id;
    const first = await letter(owner(), id, `?offerId=${offerId}&planId=${planId}&language=en`);
    expect([first.status, first.headers['content-type']]).toEqual([200, 'application/pdf']);
    const body = first.body as Buffer;
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    if (hasPoppler) expect(pagesOf(body).join(' ')).toContain(id);
    await send(owner(), 'post', `/applications/${id}/choice`, { offerId, planId }, key());
    const [chosen, again] = [await letter(owner(), id), await letter(MANAGER, id)];
    expect(chosen.status).toBe(200);
    expect((chosen.body as Buffer).equals(again.body as Buffer)).toBe(true);
    if (hasPoppler) expect(pagesOf(chosen.body as Buffer).join(' ')).toContain('供电方案答复单');
  });

  it('is refused where there is no such plan, and to everyone who may not know of it', async () => {
    const { id, offer } = await offered(owner(), 200);
    const { offerId } = offer;
    const of = (caller: Parameters<typeof send>[0], query = '') => letter(caller, id, query);
    const { errors } = expectProblem(await of(owner()), 'wrong-state');
    expect(errors[0]).toMatchObject({ received: 'offered' });
    expectProblem(await of(owner(), `?offerId=${offerId}`), 'invalid-request');
    expectProblem(await of(owner(), `?offerId=${offerId}&planId=none`), 'invalid-request');
    expectProblem(await of(owner(), `?offerId=none&planId=none`), 'offer-not-found');
    expectProblem(await of(owner(), '?language=fr'), 'invalid-request');
    expectProblem(await of(owner('c2')), 'application-not-found');
    expectProblem(await of({ ...MANAGER, regions: ['dark'] }), 'application-not-found');
    expectProblem(await of({ ...MANAGER, role: 'planner' }), 'role-not-allowed');
  });
});
