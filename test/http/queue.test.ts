import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellRoom } from '../../src/casework/tell-room.ts';
import { reinforcementAnswer } from '../../src/contract/case-reports.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { queueAnswer } from '../../src/contract/queue.ts';
import { today } from '../../src/contract/today.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';
import { placeAt } from '../support/drawn-grid.ts';

/** The same town without a spare bay for a line of one's own. */
const FULL = {
  ...TWO_FEEDERS,
  nodes: TWO_FEEDERS.nodes.map((row) => (row.id === 'B' ? { ...row, bays_spare: 0 } : row)),
};

let house: CaseHouse;
let now = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', FULL);
  await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db, () => now);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const { send, offered, offer, step } = caseClient(() => house);
const tick = () => {
  now = new Date(now.getTime() + 1000);
};
const at = (metres: number) => ({ site: { ...placeAt([metres, 100]), crs: 'WGS84' } });
const choose = async (id: string, body: object) => {
  const chosen = await send(MANAGER, 'post', `/applications/${id}/choice`, body, key());
  expect(chosen.status, chosen.text).toBe(201);
};
/** Takes a whole feeder with one application that is chosen by a manager. */
const fill = async (feeder: string, kva: number) => {
  const { id, offer: made } = await offered(MANAGER, kva, at(feeder === 'F1' ? 300 : 310));
  const plan = made.plans.find(({ kind, sources }) => kind !== 'staged' && sources[0]?.feederId === feeder);
  await choose(id, { offerId: made.offerId, planId: plan!.id });
  return id;
};
const queueOf = async (caller: Caller, id: string) => {
  const answer = await send(caller, 'get', `/applications/${id}/queue`);
  expect(answer.status, answer.text).toBe(200);
  return { ...queueAnswer.parse(answer.body), text: answer.text };
};
const told = () =>
  tellRoom(
    {
      queue: house.store.queue,
      cases: house.store.cases,
      planner: house.pool,
      now: () => now,
      dayOf: today,
    },
    'demo',
  );
const kindsOf = async (id: string) =>
  (await house.store.cases.events(MANAGER, id, 0, 99))!.map(({ kind }) => kind);

describe('room that is gone', () => {
  it('is waited for in the order of acceptance, and told to the first that fits when it comes free', async () => {
    const [first, second] = [await fill('F1', 3400), await fill('F2', 3400)];
    const { id: large } = await offered(owner('c30'), 3000, at(350));
    tick();
    const { id: small, offer: short } = await offered(owner('c31'), 1000, at(360));
    tick();
    const { id: later } = await offered(owner('c32'), 500, at(370));
    expect(short.plans.map(({ kind }) => kind)).toEqual(short.plans.map(() => 'staged'));

    const staff = await queueOf(MANAGER, small);
    if (!('elements' in staff)) throw new Error('the manager was shown a customer’s answer');
    expect(staff).toMatchObject({ position: 2, needKva: 1000 });
    expect(staff.elements.length).toBeGreaterThan(0);
    for (const { waiting } of staff.elements)
      expect(waiting.map(({ applicationId, needKva }) => [applicationId, needKva])).toEqual([
        [large, 3000],
        [small, 1000],
        [later, 500],
      ]);
    const { text, ...mine } = await queueOf(owner('c31'), small);
    expect(mine).toEqual({ applicationId: small, position: 2 });
    expect(text).not.toContain(large);

    expect(await told()).toEqual([]);
    await step(MANAGER, first, 'withdrawal');
    expect(await told()).toEqual([large]);
    expect(await kindsOf(large)).toEqual(['create', 'accept', 'offer', 'room']);
    expect(await told()).toEqual([]);
    await step(owner('c30'), large, 'withdrawal');
    expect(await told()).toEqual([small]);
    expect(await queueOf(MANAGER, later)).toMatchObject({ position: 2 });

    // Nothing is held: whoever chooses first has it.
    const fresh = await offer(MANAGER, small);
    expect(await queueOf(owner('c31'), small)).toMatchObject({ position: null });
    await choose(small, { offerId: fresh.offerId, planId: fresh.plans[0]!.id });
    expect(await told()).toEqual([later]);
    expect((await queueOf(MANAGER, later)).position).toBe(1);
    for (const id of [second, small, later]) await step(MANAGER, id, 'withdrawal');
  });

  it('is room for the rest of a staged plan, which holds it already', async () => {
    const filled = [await fill('F1', 3000), await fill('F2', 3400)];
    const freed = await fill('F1', 400);
    const { id, offer: made } = await offered(owner('c35'), 500, at(350));
    const staged = made.plans.find(({ kind, sources }) => kind === 'staged' && sources.length > 0);
    const mine = await offer(MANAGER, id);
    const onF1 = mine.plans.find(({ kind, sources }) => kind === 'staged' && sources[0]?.feederId === 'F1');
    expect([staged?.kind, onF1?.stages[0]?.capacityKva]).toEqual(['staged', 125]);
    await choose(id, { offerId: mine.offerId, planId: onF1!.id });
    expect(await told()).toEqual([]);
    // 400 kVA come free, of which its later stages take 375: what is left would not be room for them once more.
    await step(MANAGER, freed, 'withdrawal');
    expect(await told()).toEqual([id]);
    for (const one of [...filled, id]) await step(MANAGER, one, 'withdrawal');
  });

  it('makes works asked for, which planners see summed and without names', async () => {
    const filled = [await fill('F1', 3400), await fill('F2', 3400)];
    const { id, offer: made } = await offered(owner('c33'), 1000, at(350));
    const { id: other } = await offered(owner('c34'), 2000, at(360));
    const staged = made.plans.find(({ kind }) => kind === 'staged')!;
    const planner: Caller = { role: 'planner', sub: 'p1', regions: ['demo', 'dark'] };
    const report = async (caller: Caller, region = 'demo') => {
      const answer = await send(caller, 'get', `/reports/reinforcement?region=${region}`);
      expect(answer.text).not.toMatch(/甲厂|0375|c33|c34/u);
      return reinforcementAnswer.parse(answer.body).items;
    };
    const before = await report(planner);
    expect(before.length).toBeGreaterThan(0);
    for (const { chosen, offered: open, likelyYuan } of before) {
      expect(chosen).toEqual({ applications: 0, waitingKva: 0 });
      expect(open.applications).toBeGreaterThan(0);
      expect(likelyYuan).toBeGreaterThan(0);
    }
    await choose(id, { offerId: made.offerId, planId: staged.id });
    const after = await report(MANAGER);
    const works = after.filter(({ chosen }) => chosen.applications > 0);
    const [stage] = staged.stages;
    for (const { chosen } of works)
      expect(chosen).toEqual({ applications: 1, waitingKva: 1000 - stage!.capacityKva });
    expect(works.length).toBeGreaterThan(0);
    expect(staged.stages.length).toBeGreaterThan(1);
    expect(await report(planner, 'dark')).toEqual([]);
    for (const caller of [owner(), { ...MANAGER, role: 'operator' as const }])
      expectProblem(await send(caller, 'get', '/reports/reinforcement'), 'role-not-allowed');
    expectProblem(
      await send({ ...planner, regions: ['dark'] }, 'get', '/reports/reinforcement?region=demo'),
      'region-not-found',
    );
    expectProblem(await send(planner, 'get', '/reports/reinforcement'), 'several-regions');
    for (const one of [...filled, id, other]) await step(MANAGER, one, 'withdrawal');
  });
});
