import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAnswer } from '../../src/contract/application-lists.ts';
import { offerAnswer } from '../../src/contract/application-steps.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { overrideAnswer } from '../../src/contract/overrides.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { hasPoppler, pagesOf } from '../papers/poppler.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
/** A clock that goes on by a second whenever it is looked at: what is signed later has a later time. */
let seconds = Date.parse('2026-11-20T02:00:00Z') / 1000;
const clock = (): Date => new Date(1000 * seconds++);
beforeAll(async () => {
  const db = await openTestDb();
  const store = storeOver(db);
  await bringRows(store, 'demo', TWO_FEEDERS);
  await bringRows(store, 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db, clock);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const OTHER: Caller = { ...MANAGER, sub: 'm2' };
const { send, apply, step, offered } = caseClient(() => house);

const state = (caller: Caller, path: string, body: object) => send(caller, 'post', `${path}/overrides`, body);
const sign = (caller: Caller, path: string, id: string) =>
  send(caller, 'post', `${path}/overrides/${id}/signature`);
const read = async (caller: Caller, path: string) =>
  offerAnswer.parse((await send(caller, 'get', path)).body);

/** An offer, its path and a wish to state its first line otherwise. */
const withOffer = async () => {
  const { id, offer } = await offered(owner(), 200);
  const plan = offer.plans[0]!;
  const wish = {
    planId: plan.id,
    figure: 'line-likely-yuan',
    line: 1,
    stated: 12_345.67,
    reason: '甲供材料',
  };
  return { id, offer, plan, wish, path: `/applications/${id}/offers/${offer.offerId}` };
};

describe('an override', () => {
  it('counts once another manager has signed it, beside the computed figure', async () => {
    const { id, plan, wish, path } = await withOffer();
    const made = await state(MANAGER, path, wish);
    expect(made.status, made.text).toBe(201);
    const override = overrideAnswer.parse(made.body);
    const computed = plan.cost.lines[0]!.likelyYuan;
    expect(override).toMatchObject({
      computed,
      stated: 12_345.67,
      counts: false,
      statedBy: 'm1',
      signedBy: null,
    });
    expect((await read(MANAGER, path)).overrides).toEqual([override]);
    expect((await read(owner(), path)).overrides).toEqual([]);

    expectProblem(await sign(MANAGER, path, override.id), 'second-person');
    const signed = overrideAnswer.parse((await sign(OTHER, path, override.id)).body);
    expect(signed).toMatchObject({ counts: true, signedBy: 'm2' });
    expectProblem(await sign({ ...MANAGER, sub: 'm3' }, path, override.id), 'wrong-state');

    const mine = await read(owner(), path);
    expect(mine.overrides).toEqual([{ ...signed, statedBy: null, signedBy: null }]);
    // The plan itself goes on saying what was computed.
    expect(mine.plans.find((one) => one.id === plan.id)!.cost).toEqual(plan.cost);
    const operator: Caller = { role: 'operator', sub: 'o1', regions: '*' };
    const { items } = auditAnswer.parse(
      (await send(operator, 'get', `/audit?region=demo&application=${id}`)).body,
    );
    const told = items.filter(({ entry }) => entry['action'] === 'override').map(({ entry }) => entry);
    expect(told.map(({ sub, note }) => [sub, note])).toMatchObject([
      ['m1', { override: { computed, stated: 12_345.67, reason: '甲供材料', signedBy: null } }],
      ['m2', { override: { statedBy: 'm1', signedBy: 'm2' } }],
    ]);
  });

  it('stands in the reply letter once it counts, with the total that follows', async () => {
    const { id, offer, plan, wish, path } = await withOffer();
    const letter = () =>
      send(owner(), 'get', `/applications/${id}/reply.pdf?offerId=${offer.offerId}&planId=${plan.id}`);
    const { id: first } = overrideAnswer.parse((await state(MANAGER, path, wish)).body);
    const days = { planId: plan.id, figure: 'total-calendar-days', stated: 77, reason: '雨季' };
    await state(MANAGER, path, days);
    const before = (await letter()).body as Buffer;
    await sign(OTHER, path, first);
    const after = (await letter()).body as Buffer;
    expect(after.equals(before)).toBe(false);
    if (!hasPoppler) return;
    expect(pagesOf(before).join(' ')).not.toContain('人工修正');
    const text = pagesOf(after).join(' ').replaceAll(/\s+/gu, '');
    const yuan = (value: number) => value.toLocaleString('en', { minimumFractionDigits: 2 });
    const { likelyYuan, lines } = plan.cost;
    expect(text).toContain('人工修正');
    expect(text).toContain('甲供材料');
    expect(text).toContain('12,345.67');
    expect(text).toContain(yuan(Math.round((likelyYuan - lines[0]!.likelyYuan + 12_345.67) * 100) / 100));
    // Not signed: it does not count.
    expect(text).not.toContain('雨季');
  });

  it('is signed once, whoever comes at the same time', async () => {
    const { id, wish, path } = await withOffer();
    const { id: one } = overrideAnswer.parse((await state(MANAGER, path, wish)).body);
    const both = await Promise.all(['m2', 'm3'].map((sub) => sign({ ...MANAGER, sub }, path, one)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [signed] = await house.store.cases.overrides(MANAGER, id, path.split('/').at(-1)!);
    const again = await house.store.cases.change(MANAGER, id, '2026-11-20T03:00:00.000Z', () => ({
      ...{ action: 'override', status: 'offered' },
      signedOverride: { ...signed!, signedBy: 'm4', signedAt: '2026-11-20T03:00:00.000Z' },
    }));
    expect(again).toBe('signed-already');
    expect(await house.store.cases.overrides(MANAGER, id, path.split('/').at(-1)!)).toEqual([signed]);
  });

  it('replaces an earlier one of the same figure, everywhere', async () => {
    const { id, offer, plan, wish, path } = await withOffer();
    const stated = async (yuan: number) => {
      const made = overrideAnswer.parse((await state(MANAGER, path, { ...wish, stated: yuan })).body);
      await sign(OTHER, path, made.id);
      return made.id;
    };
    const [first, second] = [await stated(12_345.67), await stated(23_456.78)];
    const counts = (await read(MANAGER, path)).overrides.map((one) => [one.id, one.counts]);
    expect(counts).toEqual([
      [first, false],
      [second, true],
    ]);
    expect((await read(owner(), path)).overrides.map((one) => one.id)).toEqual([second]);
    const letter = `/applications/${id}/reply.pdf?offerId=${offer.offerId}&planId=${plan.id}`;
    const body = (await send(owner(), 'get', letter)).body as Buffer;
    if (!hasPoppler) return;
    const text = pagesOf(body).join(' ').replaceAll(/\s+/gu, '');
    const { likelyYuan, lines } = plan.cost;
    const total = Math.round((likelyYuan - lines[0]!.likelyYuan + 23_456.78) * 100) / 100;
    expect(text).toContain(total.toLocaleString('en', { minimumFractionDigits: 2 }));
    expect(text).not.toContain('12,345.67');
  });

  it('is refused where there is no such figure, after approval, and to everyone else', async () => {
    const { id, offer, plan, wish, path } = await withOffer();
    const { errors } = expectProblem(await state(MANAGER, path, { ...wish, line: 999 }), 'invalid-request');
    expect(errors[0]).toMatchObject({ pointer: '/line', allowed: `1 … ${plan.cost.lines.length}` });
    expectProblem(await state(MANAGER, path, { ...wish, planId: 'none' }), 'invalid-request');
    expectProblem(await state(MANAGER, path, { ...wish, stated: -1 }), 'invalid-request');
    expectProblem(await state(MANAGER, path, { ...wish, stated: 0.001 }), 'invalid-request');
    expectProblem(await state(MANAGER, path, { ...wish, reason: ' ' }), 'invalid-request');
    expectProblem(await state(MANAGER, `/applications/${id}/offers/none`, wish), 'offer-not-found');
    expectProblem(await sign(OTHER, path, 'none'), 'override-not-found');
    expectProblem(await state({ ...MANAGER, regions: ['dark'] }, path, wish), 'application-not-found');
    for (const role of ['customer', 'planner', 'operator'] as const)
      expectProblem(await state({ role, sub: 'c1', regions: ['demo'] }, path, wish), 'role-not-allowed');
    const draft = await apply(owner(), 100);
    expectProblem(await state(MANAGER, `/applications/${draft.id}/offers/x`, wish), 'offer-not-found');
    const choice = { offerId: offer.offerId, planId: plan.id };
    await send(owner(), 'post', `/applications/${id}/choice`, choice, key());
    expect((await state(MANAGER, path, wish)).status).toBe(201);
    await step(MANAGER, id, 'approval');
    expectProblem(await state(MANAGER, path, wish), 'wrong-state');
  });
});
