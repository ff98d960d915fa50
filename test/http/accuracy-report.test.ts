import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accuracyAnswer } from '../../src/contract/case-reports.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const OTHER: Caller = { ...MANAGER, sub: 'm2' };
const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo', 'dark'] };
const { send, offered, step } = caseClient(() => house);

/** Walks an application to its connection. */
const connected = async (kva: number, body: object) => {
  const { id, offer } = await offered(MANAGER, kva);
  const plan = offer.plans[0]!;
  await send(
    MANAGER,
    'post',
    `/applications/${id}/choice`,
    { offerId: offer.offerId, planId: plan.id },
    key(),
  );
  await step(MANAGER, id, 'review');
  await step(OTHER, id, 'review');
  await step(MANAGER, id, 'approval');
  const answer = await step(MANAGER, id, 'connection', { connectedOn: '2026-11-10', ...body });
  expect(answer.status, answer.text).toBe(200);
  return { id, plan };
};
const report = async (caller: Caller, query = '') => {
  const answer = await send(caller, 'get', `/reports/accuracy?region=demo${query}`);
  expect(answer.status, answer.text).toBe(200);
  return accuracyAnswer.parse(answer.body).items;
};

describe('estimate against as-built', () => {
  it('is told by kind of plan from what connection and measurement bring', async () => {
    const { plan, id } = await connected(200, {});
    const { likelyYuan, highYuan } = plan.cost;
    const dearer = Math.round(likelyYuan * 110) / 100;
    await step(MANAGER, id, 'measurement', { measuredOn: '2026-11-15', peakKva: 150 });
    expect(await report(PLANNER)).toEqual([
      {
        kind: plan.kind,
        connected: 1,
        withCost: 0,
        medianErrorPercent: null,
        medianAbsoluteErrorPercent: null,
        bandCoverage: null,
        withLoad: 1,
        medianLoad: 0.75,
      },
    ]);
    // The cost is settled later, and the reading was wrong.
    const again = { measuredOn: '2026-11-15', peakKva: 160, finalCostYuan: dearer };
    const settled = await step(MANAGER, id, 'measurement', again);
    expect(settled.body).toMatchObject({ status: 'measured' });
    expect(await report(MANAGER)).toMatchObject([
      {
        withCost: 1,
        medianErrorPercent: 10,
        medianAbsoluteErrorPercent: 10,
        bandCoverage: dearer <= highYuan ? 1 : 0,
        medianLoad: 0.8,
      },
    ]);
    const operator: Caller = { role: 'operator', sub: 'o1', regions: '*' };
    const audit = await send(operator, 'get', `/audit?region=demo&application=${id}&pageSize=100`);
    const { items } = audit.body as { items: { entry: { note: object | null } }[] };
    expect(items.at(-1)?.entry.note).toEqual({
      measuredOn: '2026-11-15',
      peakKva: 160,
      finalCostYuan: dearer,
    });
  });

  it('keeps within its days, its region and its readers', async () => {
    expect(await report(PLANNER, '&from=2026-11-11')).toEqual([]);
    expect(await report(PLANNER, '&to=2026-11-10')).toHaveLength(1);
    const dark = await send(PLANNER, 'get', '/reports/accuracy?region=dark');
    expect(dark.body).toEqual({ region: 'dark', items: [] });
    for (const caller of [owner(), { ...MANAGER, role: 'operator' as const }])
      expectProblem(await send(caller, 'get', '/reports/accuracy?region=demo'), 'role-not-allowed');
    const elsewhere = { ...PLANNER, regions: ['dark'] };
    expectProblem(await send(elsewhere, 'get', '/reports/accuracy?region=demo'), 'region-not-found');
  });

  it('takes no cost that cannot be one', async () => {
    const { id } = await connected(100, { finalCostYuan: 1.5 });
    for (const finalCostYuan of [-1, 1e12, 0.001, 'x'])
      expectProblem(
        await step(MANAGER, id, 'measurement', { measuredOn: '2026-11-15', peakKva: 1, finalCostYuan }),
        'invalid-request',
      );
  });
});
