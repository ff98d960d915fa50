import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WarningsAnswer, warningsAnswer } from '../../src/contract/warnings.ts';
import type { Caller } from '../../src/contract/claims.ts';
import type { RegionRows } from '../../src/model/record.ts';
import type { Look, Warning } from '../../src/model/warning.ts';
import { writeWarnings } from '../../src/planning/warnings/write-warnings.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, bringRows, openCaseHouse } from '../support/case-house.ts';
import { databases } from '../support/database.ts';
import { drawGrid } from '../support/drawn-grid.ts';
import { someWarning } from '../support/some-warning.ts';
import { MANAGER, caseClient } from './case-client.ts';
import { expectProblem } from './expect-problem.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo'] };

/** Two feeders with a tie between them, a transformer on the first. */
const gridWith = (peaks: Readonly<Record<string, number>>): RegionRows => {
  const drawn = drawGrid({
    mv: ['F1: B -300- P1 -300- P2', 'F2: B -300- P3 -300- P4', 'F1: P2 -100!- P4'],
    transformers: { T1: { at: 'P2', kva: 400, lv: 'L1' } },
    mains: { B: { id: 'M1', kva: 40_000 } },
    peaks: { F1: 2000, F2: 1000, M1: 4000, T1: 100, ...peaks },
  });
  return { ...drawn, busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 3000 })) };
};

describe.each(databases())('warnings on the $name database', ({ open }) => {
  let house: CaseHouse;
  let clock = new Date('2026-11-20T02:00:00Z');
  beforeAll(async () => {
    const db = await open();
    await bringRows(storeOver(db), 'demo', gridWith({}));
    house = await openCaseHouse(db, () => clock);
  }, 120_000);
  afterAll(async () => {
    expect(house.failed).toEqual([]);
    await house.close();
  });
  const { send } = caseClient(() => house);
  const warnings = async (query = ''): Promise<WarningsAnswer> => {
    const answer = await send(PLANNER, 'get', `/warnings?region=demo${query}`);
    expect(answer.status, answer.text).toBe(200);
    return warningsAnswer.parse(answer.body);
  };
  const named = ({ items }: WarningsAnswer) =>
    items.map(({ kind, elementKind, elementId }) => `${kind} ${elementKind}/${elementId}`);
  const bring = async (rows: RegionRows, at: string) => {
    await bringRows(house.store, 'demo', rows);
    const [state] = await house.store.regions();
    clock = new Date(at);
    for (;;) {
      const [shown] = house.pool.regions();
      if (shown?.ledgerVersion === state!.ledgerVersion && shown.version === state!.dataVersion) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('are none where there is room', async () => {
    expect(named(await warnings())).toEqual([]);
  });

  it('begin with the load, say what would relieve it, and stand since then', async () => {
    // 400 kVA: 90 % is heavy, 105 % is over.
    await bring(gridWith({ T1: 360 }), '2026-11-21T02:00:00Z');
    const heavy = await warnings();
    expect(named(heavy)).toContain('heavy distribution-transformer/T1');
    const [one] = heavy.items.filter(({ elementId }) => elementId === 'T1');
    expect(one).toMatchObject({
      since: '2026-11-21T02:00:00.000Z',
      values: { loadRate: 0.9, peakKva: 360, ratingKva: 400, fromShare: 0.8 },
      relief: { kva: 40, works: [] },
      rule: 'NAT-WARNINGS',
    });
    expect(one!.relief.transferTo.map(({ feederId }) => feederId)).toEqual(['F2']);
    clock = new Date('2026-11-22T02:00:00Z');
    const later = (await warnings('&kind=heavy')).items.find(({ elementId }) => elementId === 'T1');
    expect(later?.since).toBe('2026-11-21T02:00:00.000Z');
    await bring(gridWith({ T1: 420 }), '2026-11-23T02:00:00Z');
    const over = await warnings();
    expect(named(over)[0]).toBe('over distribution-transformer/T1');
    expect(named(over)).not.toContain('heavy distribution-transformer/T1');
    expect(over.items[0]?.since).toBe('2026-11-23T02:00:00.000Z');
    expect(named(await warnings('&feeder=F2'))).toEqual([]);
    expect(named(await warnings('&feeder=F1&kind=over'))).toContain('over distribution-transformer/T1');
  });

  it('are metrics, by region and kind', async () => {
    await warnings();
    const { text } = await request(house.app).get('/metrics');
    expect(text).toMatch(/grid_warnings\{region="demo",kind="over"\} 1/u);
    expect(text).toMatch(/grid_warnings\{region="demo",kind="heavy"\} 0/u);
  });

  it('are a feed of what began and ended, the newest first', async () => {
    await bring(gridWith({}), '2026-11-24T02:00:00Z');
    const answer = await send(PLANNER, 'get', '/warnings.atom?region=demo&language=en');
    expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const feed = answer.text;
    expect(feed).toContain('<updated>2026-11-24T02:00:00.000Z</updated>');
    const titles = [...feed.matchAll(/<entry>\n<id>([^<]*)<\/id>\n<title>([^<]*)<\/title>/gu)];
    expect(titles[0]?.[2]).toBe('over its rating: distribution transformer T1');
    expect(titles.map(([, , title]) => title)).toContain('heavily loaded: distribution transformer T1');
    expect(new Set(titles.map(([, id]) => id)).size).toBe(titles.length);
    expect(feed).toContain('ended at 2026-11-24T02:00:00.000Z');
    expect(named(await warnings())).toEqual([]);
  });

  it('tell of old figures a year on', async () => {
    clock = new Date('2027-11-24T02:00:00Z');
    const stale = await warnings('&kind=stale-data');
    expect(named(stale)).toContain('stale-data outlet/F1');
    expect(stale.items[0]).toMatchObject({
      values: { measuredOn: '2026-07-20', maxDays: 366 },
      relief: { kva: null, transferTo: [] },
    });
  });

  it('are not paged across two states of their list', async () => {
    const { next, items } = await warnings('&pageSize=1');
    expect([items.length, next]).toEqual([1, expect.any(String)]);
    expect((await warnings(`&pageSize=1&cursor=${next!}`)).items).toHaveLength(1);
    // Of the same state of data and ledger, but another list.
    const other = `/warnings?region=demo&feeder=F1&pageSize=1&cursor=${next!}`;
    expectProblem(await send(PLANNER, 'get', other), 'invalid-request');
  });

  it('are not taken back by a look at an older state', async () => {
    const look = (version: number, at: string, ...seen: Warning[]): Look => ({
      rests: at,
      ...writeWarnings(seen),
      region: 'demo',
      version,
      ledgerVersion: 1,
      at,
    });
    const { warnings: book } = house.store;
    await book.look(look(900, '2027-12-02T00:00:00.000Z', someWarning('X')));
    await book.look(look(899, '2027-12-03T00:00:00.000Z'));
    expect((await book.standing('demo')).warnings).toMatchObject([
      { elementId: 'X', since: '2027-12-02T00:00:00.000Z' },
    ]);
    await book.look(look(900, '2027-12-04T00:00:00.000Z'));
    expect((await book.standing('demo')).warnings).toEqual([]);
    expect((await book.latest('demo', 1))[0]).toMatchObject({ endedAt: '2027-12-04T00:00:00.000Z' });
  });

  it('are for planners, of a region of theirs', async () => {
    expectProblem(await send(MANAGER, 'get', '/warnings?region=demo'), 'role-not-allowed');
    expectProblem(await send(PLANNER, 'get', '/warnings?region=dark'), 'region-not-found');
    expectProblem(await send(PLANNER, 'get', '/warnings.atom?x=1'), 'unknown-parameter');
  });
});
