import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offersAnswer } from '../../src/contract/application-lists.ts';
import { choiceAnswer } from '../../src/contract/application-steps.ts';
import { applicationAnswer, type ApplicationAnswer } from '../../src/contract/applications.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { MANAGER, asked, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
let now = new Date('2026-11-20T02:00:00Z');

/** The same town without a rating of its busbar: nothing there is known to have room. */
const DARK = {
  ...TWO_FEEDERS,
  busbar_sections: TWO_FEEDERS.busbar_sections.map((row) => ({ ...row, rating_a: null })),
};

beforeAll(async () => {
  const db = await openTestDb();
  const store = storeOver(db);
  await bringRows(store, 'demo', TWO_FEEDERS);
  await bringRows(store, 'dark', DARK);
  house = await openCaseHouse(db, () => now);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const PLANNER: Caller = { ...MANAGER, role: 'planner', sub: 'p1' };
const OTHER: Caller = { ...MANAGER, sub: 'm2' };
const { send, apply, step, offer, offered } = caseClient(() => house);

const choose = (
  caller: Caller,
  id: string,
  body: object,
  headers: Readonly<Record<string, string>> = key(),
) => send(caller, 'post', `/applications/${id}/choice`, body, headers);
const pick = ({ offerId, plans }: Awaited<ReturnType<typeof offer>>, feeder = 'F1') => ({
  offerId,
  planId: plans.find(({ sources }) => sources[0]?.feederId === feeder)!.id,
});

describe('the way of an application', () => {
  it('leads from the draft to the measured load, through two signatures', async () => {
    const { id, offer: made } = await offered(MANAGER, 200);
    const chosen = await choose(MANAGER, id, pick(made));
    expect(chosen.status, chosen.text).toBe(201);
    const { commitmentId, validUntil } = choiceAnswer.parse(chosen.body);
    expect(validUntil).toBe('2027-11-20');
    expect((await step(MANAGER, id, 'review')).body).toMatchObject({ status: 'in-review' });
    expectProblem(await step(MANAGER, id, 'review'), 'second-person');
    const { errors } = expectProblem(await step(OTHER, id, 'approval'), 'review-missing');
    expect(errors[0]).toMatchObject({ received: 1 });
    await step(OTHER, id, 'review');
    const approved = await step(MANAGER, id, 'approval');
    expect(approved.body).toMatchObject({ status: 'approved', choice: { commitmentId, signatures: 2 } });
    expectProblem(await step(MANAGER, id, 'connection', { connectedOn: '2026-11-21' }), 'invalid-request');
    const connected = await step(MANAGER, id, 'connection', { connectedOn: '2026-11-19' });
    expect(connected.body).toMatchObject({ status: 'connected', validUntil: null });
    expectProblem(await step(MANAGER, id, 'withdrawal'), 'wrong-state');
    const measured = await step(MANAGER, id, 'measurement', { measuredOn: '2026-11-20', peakKva: 150 });
    expect(applicationAnswer.parse(measured.body).status).toBe('measured');
  });

  it('is walked by a customer without a manager, but for the acceptance', async () => {
    const { id, applicant } = await apply(owner(), 200);
    expect(applicant.sub).toBe('c1');
    await offer(owner(), id);
    expect((await send(owner(), 'get', `/applications/${id}`)).body).toMatchObject({ status: 'draft' });
    expectProblem(await step(owner(), id, 'acceptance'), 'role-not-allowed');
    await step(MANAGER, id, 'acceptance');
    const { offerId, plans } = await offer(owner(), id);
    const chosen = await choose(owner(), id, { offerId, planId: plans[0]!.id });
    expect(chosen.status, chosen.text).toBe(201);
    const released = await send(owner(), 'delete', `/applications/${id}/choice`);
    expect(released.body).toMatchObject({ status: 'offered', choice: null });
    expectProblem(await send(owner(), 'delete', `/applications/${id}/choice`), 'wrong-state');
    expect((await step(owner(), id, 'withdrawal')).body).toMatchObject({ status: 'withdrawn' });
    const { errors } = expectProblem(await step(MANAGER, id, 'acceptance'), 'wrong-state');
    expect(errors).toEqual([
      { pointer: '/path/id', code: 'wrong-state', received: 'withdrawn', allowed: ['draft'] },
    ]);
  });

  it('ends when its day has passed, and gives back what it holds', async () => {
    const { id, offer: made } = await offered(MANAGER, 200);
    await choose(MANAGER, id, pick(made));
    const { id: waiting } = await offered(MANAGER, 200);
    now = new Date('2027-02-20T16:30:00Z');
    expect(await house.casework.expire()).toContain(waiting);
    expect((await send(MANAGER, 'get', `/applications/${id}`)).body).toMatchObject({ status: 'chosen' });
    now = new Date('2027-11-20T16:30:00Z');
    expect(await house.casework.expire()).toContain(id);
    const expired = await send(MANAGER, 'get', `/applications/${id}`);
    expect(expired.body).toMatchObject({ status: 'expired', choice: null });
    now = new Date('2026-11-20T02:00:00Z');
  });
});

describe('an application', () => {
  it('needs all of a plan request, and a name and a contact', async () => {
    const { errors } = expectProblem(
      await send(MANAGER, 'post', '/applications', { applicant: { name: ' ' }, asOf: '2026-11-20' }),
      'invalid-request',
    );
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/site missing',
      '/demand missing',
      '/customer missing',
      '/applicant/name too-short',
      '/applicant/contact missing',
      '/asOf unknown-field',
    ]);
    const increase = await send(MANAGER, 'post', '/applications', asked(100, { businessType: 'increase' }));
    expect(expectProblem(increase, 'invalid-request').errors[0]?.pointer).toBe('/demand/existing');
    const forged = asked(100, { applicant: { name: '甲', contact: '1', sub: 'c9' } });
    expectProblem(await send(owner(), 'post', '/applications', forged), 'invalid-request');
  });

  it('changes with the version that was seen, and its offers lapse', async () => {
    const { id, offer: made } = await offered(owner(), 200);
    const path = `/applications/${id}`;
    const read = await send(owner(), 'get', path);
    const change = { demand: { capacityKva: 250 } };
    expectProblem(await send(owner(), 'patch', path, change), 'precondition-required');
    expectProblem(await send(owner(), 'patch', path, change, { 'If-Match': '"1"' }), 'version-mismatch');
    const changed = await send(owner(), 'patch', path, change, {
      'If-Match': read.headers['etag'] as string,
    });
    expect(changed.body).toMatchObject({
      status: 'accepted',
      request: { demand: { capacityKva: 250 } },
      version: 4,
    });
    expect(changed.headers['etag']).toBe('"4"');
    expectProblem(await choose(owner(), id, pick(made)), 'wrong-state');
    await offer(owner(), id);
    expectProblem(await choose(owner(), id, pick(made)), 'offer-lapsed');
    const offers = await send(owner(), 'get', `${path}/offers`);
    expect(
      offersAnswer
        .parse(offers.body)
        .items.map(({ lapsed }) => lapsed)
        .sort(),
    ).toEqual([false, true]);
    expectProblem(await send(owner(), 'get', `${path}/offers/none`), 'offer-not-found');
  });

  it('has facts that only staff can verify, as long as they stay what they are', async () => {
    const facts = { category: 'industrial', areaType: 'urban', inUrbanPlan: true };
    const { id } = await apply(owner(), 200, { customer: facts });
    const path = `/applications/${id}`;
    const any = { 'If-Match': '*' };
    const verified = ['category', 'areaType', 'inUrbanPlan'];
    expectProblem(await send(owner(), 'patch', path, { verified }, any), 'invalid-request');
    expectProblem(await send(MANAGER, 'patch', path, { verified: ['tariff'] }, any), 'invalid-request');
    expect((await send(MANAGER, 'patch', path, { verified }, any)).body).toMatchObject({
      verified: ['areaType', 'category', 'inUrbanPlan'],
    });
    const changed = await send(owner(), 'patch', path, { customer: { ...facts, areaType: 'rural' } }, any);
    expect(changed.body).toMatchObject({ verified: ['category', 'inUrbanPlan'] });
  });

  it('has a place, a plot and a number that can be changed', async () => {
    const { id } = await apply(MANAGER, 200, { externalNumber: 'N-1' });
    const taken = await send(MANAGER, 'post', '/applications', asked(100, { externalNumber: 'N-1' }));
    expectProblem(taken, 'external-number-taken');
    const ring = [
      [0, 0],
      [50, 0],
      [50, 50],
      [0, 0],
    ].map((at) => placeAt(at as [number, number]));
    const plot = { type: 'Polygon', coordinates: [ring.map(({ lon, lat }) => [lon, lat])] };
    const site = { ...placeAt([20, 20]), crs: 'WGS84' };
    const changed = await send(
      MANAGER,
      'patch',
      `/applications/${id}`,
      { site, plot, externalNumber: 'N-2' },
      { 'If-Match': '*' },
    );
    expect(changed.body).toMatchObject({ externalNumber: 'N-2', request: { plot } });
    const far = { site: { lon: 10, lat: 10, crs: 'WGS84' } };
    expectProblem(
      await send(MANAGER, 'patch', `/applications/${id}`, far, { 'If-Match': '*' }),
      'outside-every-region',
    );
  });
});

describe('a choice', () => {
  it('needs a key, and gives the same bytes to the same key', async () => {
    const { id, offer: made } = await offered(MANAGER, 100);
    const wish = pick(made);
    expect(expectProblem(await choose(MANAGER, id, wish, {}), 'invalid-request').errors[0]?.pointer).toBe(
      '/header/Idempotency-Key',
    );
    const again = key();
    const [first, second] = await Promise.all([
      choose(MANAGER, id, wish, again),
      choose(MANAGER, id, wish, again),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expectProblem(await choose(MANAGER, id, { ...wish, planId: 'other' }, again), 'key-reused');
    expectProblem(await choose(MANAGER, id, wish), 'wrong-state');
  });

  it('is refused with fresh plans when the room is gone', async () => {
    const one = await offered(owner('c7'), 2000);
    const two = await offered(owner('c8'), 2000);
    expect((await choose(MANAGER, one.id, pick(one.offer))).status).toBe(201);
    const refused = expectProblem(await choose(MANAGER, two.id, pick(two.offer)), 'room-gone');
    const ways = refused.plans?.map(({ kind, sources }) => `${kind} ${sources[0]?.feederId ?? ''}`);
    expect(ways).toContain('mv-tee F2');
    expect(ways).not.toContain('mv-tee F1');
    expect(refused.movedElementIds).toEqual(expect.arrayContaining(['F1', 'M1']));
    const customers = expectProblem(await choose(owner('c8'), two.id, pick(two.offer)), 'room-gone');
    expect(customers.movedElementIds).toBeUndefined();
    expect(JSON.stringify(customers)).not.toMatch(/"M1"|leftKva|chain/u);
    const other = await choose(owner('c8'), two.id, pick(two.offer, 'F2'));
    expect(other.status, other.text).toBe(201);
    await send(MANAGER, 'delete', `/applications/${one.id}/choice`);
    await send(MANAGER, 'delete', `/applications/${two.id}/choice`);
  });

  it('takes the last spare bay once', async () => {
    const at = { site: { ...placeAt([800, 20]), crs: 'WGS84' }, radiusM: 60 };
    const one = await offered(MANAGER, 200, at);
    const two = await offered(MANAGER, 200, at);
    const bay = ({ offer: { offerId, plans } }: typeof one) => ({
      offerId,
      planId: plans.find(({ kind }) => kind === 'mv-bay')!.id,
    });
    expect((await choose(MANAGER, one.id, bay(one))).status).toBe(201);
    expectProblem(await choose(MANAGER, two.id, bay(two)), 'room-gone');
    expect((await step(MANAGER, one.id, 'withdrawal')).body).toMatchObject({ status: 'withdrawn' });
    expect((await choose(MANAGER, two.id, bay(two))).status).toBe(201);
    await step(MANAGER, two.id, 'withdrawal');
  });

  it('of a referral holds nothing, so there is none', async () => {
    const { id, offer: made } = await offered(MANAGER, 40_000);
    const { offerId, plans } = made;
    expect(plans[0]?.kind).toBe('hv-referral');
    expectProblem(await choose(MANAGER, id, { offerId, planId: plans[0]!.id }), 'plan-not-choosable');
    expectProblem(await choose(MANAGER, id, { offerId, planId: 'none' }), 'invalid-request');
    expectProblem(await choose(MANAGER, id, { offerId: 'none', planId: 'none' }), 'offer-not-found');
  });

  it('of a counter-offer holds the smaller size, beside what was asked', async () => {
    const { id, offer: made } = await offered(MANAGER, 12_000);
    const shared = made.counterOffers.find(({ change }) => change === 'shared-transformer')!.plan;
    expect(shared).toMatchObject({ kind: 'lv-new-transformer', suppliesKva: 160 });
    const feeder = shared.sources[0]!.feederId!;
    const committedKva = async () => {
      const read = await send(PLANNER, 'get', `/elements/${feeder}/chain?region=demo`);
      return chainAnswer.parse(read.body).chain.find(({ kind }) => kind === 'outlet')!.committedKva;
    };
    const before = await committedKva();
    // Something it leans on moves, so that it is looked at again: at its own size.
    const other = await offered(MANAGER, 100);
    await choose(MANAGER, other.id, pick(other.offer, feeder));
    const chosen = await choose(MANAGER, id, { offerId: made.offerId, planId: shared.id });
    expect(chosen.status, chosen.text).toBe(201);
    expect(choiceAnswer.parse(chosen.body).validUntil).toBe('2027-02-20');
    const seen = await send(MANAGER, 'get', `/applications/${id}`);
    expect(applicationAnswer.parse(seen.body)).toMatchObject({
      request: { demand: { capacityKva: 12_000 } },
      choice: { planId: shared.id, suppliesKva: 160, change: 'shared-transformer' },
    });
    expect(await committedKva()).toBe(before + 260);
    await send(MANAGER, 'delete', `/applications/${other.id}/choice`);
    await send(MANAGER, 'delete', `/applications/${id}/choice`);
  });

  it('of a counter-offer that no longer fits is answered with plans for what was asked', async () => {
    const many = [];
    for (let i = 0; i < 3; i++) many.push(await offered(MANAGER, 12_000));
    const wishes = many.map(({ id, offer: { offerId, counterOffers } }) => ({
      id,
      wish: { offerId, planId: counterOffers.find(({ change }) => change === 'voltage')!.plan.id },
    }));
    const answers = [];
    for (const { id, wish } of wishes) answers.push(await choose(MANAGER, id, wish));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409]);
    const { plans } = expectProblem(answers[2]!, 'room-gone');
    expect(plans?.map(({ suppliesKva }) => suppliesKva)).toEqual([12_000]);
    for (const { id } of wishes.slice(0, 2)) await send(MANAGER, 'delete', `/applications/${id}/choice`);
  });

  it('of a plan with unknown figures is a manager’s, with a reason', async () => {
    const { id, offer: made } = await offered(owner(), 200, { region: 'dark' });
    const wish = pick(made);
    expectProblem(await choose(owner(), id, wish), 'figures-unknown');
    const { errors } = expectProblem(await choose(MANAGER, id, wish), 'invalid-request');
    expect(errors).toEqual([{ pointer: '/reason', code: 'missing', received: null, allowed: ['B'] }]);
    const chosen = await choose(MANAGER, id, { ...wish, reason: '母线额定电流 3150 A，现场核实' });
    expect(chosen.status, chosen.text).toBe(201);
    const seen = async (caller: Caller) =>
      (await send(caller, 'get', `/applications/${id}`)).body as ApplicationAnswer;
    expect((await seen(MANAGER)).choice?.reason).toMatch(/3150/u);
    expect((await seen(owner())).choice?.reason).toBeNull();
  });
});
