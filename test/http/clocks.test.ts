import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAnswer, applicationsAnswer } from '../../src/contract/application-lists.ts';
import { applicationAnswer, type ApplicationAnswer } from '../../src/contract/applications.ts';
import type { Caller } from '../../src/contract/claims.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

// 2026-11-16 is a Monday.
let day = '2026-11-16';
let house: CaseHouse;
beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  house = await openCaseHouse(db, () => new Date(`${day}T02:00:00Z`));
});
afterAll(async () => {
  expect(house.failed).toEqual([]);
  await house.close();
});

const OPERATOR: Caller = { role: 'operator', sub: 'o1', regions: '*' };
const { send, apply, step, offer } = caseClient(() => house);
const read = async (caller: Caller, id: string): Promise<ApplicationAnswer> =>
  applicationAnswer.parse((await send(caller, 'get', `/applications/${id}`)).body);
const told = ({ clocks }: ApplicationAnswer) =>
  clocks.map(({ kind, state, soon, dueOn }) => `${kind} ${state}${soon ? ' soon' : ''} ${dueOn}`);
const listed = async (caller: Caller, query: string): Promise<string[]> =>
  applicationsAnswer
    .parse((await send(caller, 'get', `/applications?${query}`)).body)
    .items.map(({ id }) => id);

describe('the clocks of an application', () => {
  it('run, stand, go on and are met, and the audit tells who did what', async () => {
    day = '2026-11-16';
    const { id } = await apply(owner(), 200);
    expect(told(await read(owner(), id))).toEqual(['acceptance running soon 2026-11-17']);
    await step(MANAGER, id, 'acceptance');
    expect(told(await read(owner(), id))).toEqual(['acceptance met 2026-11-17', 'answer running 2026-11-30']);
    const paused = await step(MANAGER, id, 'pause', { reason: 'documents', note: '缺营业执照' });
    expect(paused.status, paused.text).toBe(200);
    expectProblem(await step(MANAGER, id, 'pause', { reason: 'documents' }), 'wrong-state');
    day = '2026-11-18';
    expect(told(await read(MANAGER, id)).at(-1)).toBe('answer paused null');
    const { clocks: hidden } = await read(owner(), id);
    expect(hidden[1]!.pauses).toEqual([
      { reason: 'documents', from: '2026-11-16', until: null, note: null, by: null, resumedBy: null },
    ]);
    const resumed = await step(MANAGER, id, 'resumption');
    expect(resumed.status, resumed.text).toBe(200);
    expectProblem(await step(MANAGER, id, 'resumption'), 'wrong-state');
    expect(told(await read(MANAGER, id)).at(-1)).toBe('answer running 2026-12-02');
    day = '2026-11-30';
    expect(told(await read(MANAGER, id)).at(-1)).toBe('answer running soon 2026-12-02');
    const made = await offer(MANAGER, id);
    expect(told(await read(MANAGER, id)).at(-1)).toBe('answer met 2026-12-02');
    expectProblem(await step(MANAGER, id, 'pause', { reason: 'documents' }), 'wrong-state');
    const { offerId } = made;
    const wish = { offerId, planId: made.plans[0]!.id };
    await send(owner(), 'post', `/applications/${id}/choice`, wish, key());
    await step(MANAGER, id, 'approval');
    const [connection] = (await read(owner(), id)).clocks.slice(-1);
    expect(connection).toMatchObject({ kind: 'connection', state: 'running', startedOn: '2026-11-30' });
    expect(connection!.steps.map(({ name }) => name)).toEqual(['customer-works', 'meter-and-connect']);
    await step(MANAGER, id, 'connection', { connectedOn: '2026-11-30' });
    expect((await read(owner(), id)).clocks.at(-1)).toMatchObject({ state: 'met', metOn: '2026-11-30' });

    const links = auditAnswer.parse(
      (await send(OPERATOR, 'get', `/audit?region=demo&application=${id}&include=verdict`)).body,
    );
    const notes = links.items.map(({ entry }) => entry);
    expect(notes.find(({ action }) => action === 'pause')).toMatchObject({
      sub: 'm1',
      note: { clocks: [{ pauses: [{ reason: 'documents', note: '缺营业执照', by: 'm1' }] }] },
    });
    expect(notes.find(({ action }) => action === 'resume')).toMatchObject({ sub: 'm1' });
    expect(links.verdict).toMatchObject({ broken: null });
  });

  it('list what is overdue, and what is due before a day', async () => {
    day = '2026-11-16';
    const { id: late } = await apply(owner(), 200);
    const { id: standing } = await apply(owner(), 200);
    await step(MANAGER, standing, 'pause', { reason: 'survey-refused' });
    day = '2026-11-18';
    const { id: fresh } = await apply(owner(), 200);
    expect(await listed(MANAGER, 'region=demo&overdue=true')).toEqual([late]);
    expect(await listed(MANAGER, 'region=demo&dueBefore=2026-11-20')).toEqual([fresh, late]);
    expect(await listed(MANAGER, 'region=demo&overdue=true&dueBefore=2026-11-20')).toEqual([late]);
    expect(await listed(MANAGER, 'region=demo&overdue=false')).toContain(standing);
    expect(await listed(owner('c2'), 'overdue=true')).toEqual([]);
  });

  it('are stopped by the managers of the region, for a reason that there is', async () => {
    const { id } = await apply(owner(), 200);
    expectProblem(await step(owner(), id, 'pause', { reason: 'documents' }), 'role-not-allowed');
    expectProblem(await step(MANAGER, id, 'pause', { reason: 'holiday' }), 'invalid-request');
    const elsewhere: Caller = { ...MANAGER, regions: ['dark'] };
    expectProblem(await step(elsewhere, id, 'pause', { reason: 'documents' }), 'application-not-found');
  });
});
