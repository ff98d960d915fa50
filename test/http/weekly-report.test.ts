import readXlsxFile from 'read-excel-file/node';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/contract/claims.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { MANAGER, caseClient, key, owner } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo'] };
/** A Friday of the week 2026-W47, by the clocks of Shanghai. */
const FRIDAY = '2026-11-20T02:00:00Z';
const NEXT_WEEK = '2026-11-23T02:00:00Z';

let house: CaseHouse;
let now = new Date(FRIDAY);
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

const { send, apply, step, offered } = caseClient(() => house);

const read = async (caller: Caller, query: string) =>
  request(house.app)
    .get(`/v1/reports/weekly.xlsx?${query}`)
    .set('Authorization', await house.token(caller))
    .responseType('blob');
/** Rows of the table without title and head. */
const rowsOf = async (caller: Caller, query: string) => {
  const answer = await read(caller, query);
  expect(answer.status, String(answer.body)).toBe(200);
  const [sheet] = await readXlsxFile(answer.body as Buffer);
  return sheet!.data.slice(2);
};

const refused = (caller: Caller, query: string) => send(caller, 'get', `/reports/weekly.xlsx?${query}`);

/** A double circuit at 10 kV, which the pack of 郏县 sends to the weekly meeting. */
const PAIR = {
  demand: { capacityKva: 400, loadClass: 2 },
  applicant: { name: '乙厂', contact: '0375-2' },
  policy: 'jiaxian-2021',
};

describe('the weekly table', () => {
  it('has the cases of a week as it left them, what is up for the meeting first, and the load of their lines', async () => {
    const single = await offered(MANAGER, 200);
    const pair = await offered(MANAGER, 400, PAIR);
    const { plans, offerId } = pair.offer;
    const planId = plans.find(({ kind }) => kind === 'mv-dual-circuit')!.id;
    const chosen = await send(MANAGER, 'post', `/applications/${pair.id}/choice`, { offerId, planId }, key());
    expect(chosen.status, chosen.text).toBe(201);

    const [first, second, ...others] = await rowsOf(MANAGER, 'region=demo&week=2026-W47');
    expect(others).toEqual([]);
    expect(first!.slice(0, 5)).toEqual(['乙厂', 10, 400, '新装', '0375-2']);
    expect(String(first![5]).split('；')).toHaveLength(2);
    // Both supplies hang on one line, with what this choice holds on it.
    expect(first![6]).toMatch(
      /^F1：最大负荷 2,000 kVA（夏季，2026-07-20），额定 6,928.2 kVA，负载率 28.9 %；在途 400 kVA，剩余 [\d,.]+ kVA$/u,
    );
    expect(first![7]).toBe('已选定方案；提交周例会审核，已签字 0/2');
    expect(second!.slice(0, 5)).toEqual(['甲厂', 10, 200, '新装', '0375-1']);
    expect(second![7]).toBe('已答复方案；拟推荐方案，客户尚未选定');

    now = new Date(NEXT_WEEK);
    await step(MANAGER, pair.id, 'review');
    await step(owner('c1'), single.id, 'withdrawal');
    await step(MANAGER, single.id, 'withdrawal');
    const late = await rowsOf(MANAGER, 'region=demo&week=2026-W48');
    expect(late.map((row) => [row[0], row[7]])).toEqual([
      ['乙厂', '审核中；提交周例会审核，已签字 1/2'],
      ['甲厂', '已撤销'],
    ]);
    // The week before is as it was.
    const again = await rowsOf(MANAGER, 'region=demo&week=2026-W47');
    expect(again.map((row) => row[7])).toEqual([first![7], second![7]]);
    // What awaits the meeting comes every week until it has been there.
    const quiet = await rowsOf(MANAGER, 'region=demo&week=2026-W49');
    expect(quiet.map((row) => row[0])).toEqual(['乙厂']);
    expect(await rowsOf(MANAGER, 'region=demo&week=2026-W46')).toEqual([]);
    expect(await rowsOf(MANAGER, 'region=dark&week=2026-W47')).toEqual([]);
    now = new Date(FRIDAY);
  });

  it('shows a planner the cases, and no customer', async () => {
    const { id } = await apply(owner('c3'), 100, { applicant: { name: '丙厂', contact: '0375-3' } });
    const rows = await rowsOf(PLANNER, 'week=2026-W47');
    expect(rows.map(([name]) => name)).toContain(id);
    expect(JSON.stringify(rows)).not.toMatch(/厂|0375/u);
    for (const row of rows) expect(row[4]).toBeNull();
  });

  it('says English too, and is refused to others and for no week', async () => {
    const answer = await read(MANAGER, 'region=demo&week=2026-W47&language=en');
    expect(answer.headers['content-type']).toContain('spreadsheetml');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="weekly-demo-2026-W47.xlsx"');
    const [sheet] = await readXlsxFile(answer.body as Buffer);
    expect(sheet!.data[0]![0]).toBe('Applications of week 47, 2026 (2026-11-16 to 2026-11-22)');
    for (const caller of [owner(), { role: 'operator', sub: 'o', regions: '*' } as const])
      expectProblem(await refused(caller, 'week=2026-W47'), 'role-not-allowed');
    expectProblem(await refused(MANAGER, 'week=2026-W47'), 'several-regions');
    expectProblem(await refused(MANAGER, 'region=demo'), 'invalid-request');
    expectProblem(await refused(MANAGER, 'region=demo&week=2026-W54'), 'invalid-request');
    const [fault] = expectProblem(await refused(MANAGER, 'region=demo&week=47'), 'invalid-request').errors;
    expect(fault).toMatchObject({ code: 'wrong-format', allowed: 'like 2026-W47' });
    expectProblem(
      await refused({ ...PLANNER, regions: ['dark'] }, 'region=demo&week=2026-W47'),
      'region-not-found',
    );
  });
});
