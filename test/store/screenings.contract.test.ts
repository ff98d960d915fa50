import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseScope } from '../../src/model/case-book.ts';
import type { ChunkResult, TakenChunk } from '../../src/model/screening.ts';
import type { Store } from '../../src/model/store.ts';
import type { Db } from '../../src/store/db.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { TWO_FEEDERS, bringRows } from '../support/case-house.ts';
import { databases } from '../support/database.ts';

const PLANNER: CaseScope = { role: 'planner', sub: 'p1', regions: ['demo'] };
const TERMS = { policy: 'national-2024', asOf: '2026-11-20', statedBy: 'planner', isJoint: false } as const;
const AT = '2026-11-20T02:00:00.000Z';
const EXPIRE_S = 1;

let ids = 0;
const sitesOf = (part: number): string => JSON.stringify([{ line: part, id: String(part), body: {} }]);
const done = (rows: string): ChunkResult => ({
  rows,
  outcomes: { fits: 1 },
  snapshotVersion: 1,
  fromLedgerVersion: 2,
  toLedgerVersion: 3,
  holds: null,
});

describe.each(databases())('the record of screenings on the $name database', ({ open }) => {
  let db: Db;
  let store: Store;
  /** As another process on the same database would. */
  let other: Store;

  beforeAll(async () => {
    db = await open();
    store = storeOver(db, { expireS: EXPIRE_S, maintainS: 1 });
    other = storeOver({ ...db, close: () => Promise.resolve() }, { expireS: EXPIRE_S, maintainS: 1 });
    await bringRows(store, 'demo', TWO_FEEDERS);
    await bringRows(store, 'dark', TWO_FEEDERS);
  });
  afterAll(async () => {
    await other.close();
    await store.close();
  });

  const begun = async (parts: number, region = 'demo'): Promise<string> => {
    const id = `s${String(ids++).padStart(3, '0')}`;
    const scope: CaseScope = { ...PLANNER, regions: [region] };
    await store.screenings.begin(scope, { region, id, terms: TERMS, createdAt: AT });
    for (let chunk = 0; chunk < parts; chunk++)
      await store.screenings.append(scope, id, [{ chunk, sites: sitesOf(chunk), count: 1 }]);
    return id;
  };
  const started = async (parts: number): Promise<string> => {
    const id = await begun(parts);
    await store.screenings.start(PLANNER, id, AT);
    return id;
  };
  const finish = async (book = store.screenings): Promise<readonly TakenChunk[]> => {
    const all: TakenChunk[] = [];
    for (;;) {
      const taken = await book.take(['demo'], 10);
      if (taken.length === 0) return all;
      for (const chunk of taken)
        await book.settle(chunk, done(`["${chunk.screeningId}/${chunk.chunk}"]`), AT);
      all.push(...taken);
    }
  };

  it('takes in parts, queues them with the start, and ends with the last result', async () => {
    const id = await begun(3);
    expect(await store.screenings.take(['demo'], 10)).toEqual([]);
    expect(await store.screenings.start(PLANNER, id, AT)).toMatchObject({
      status: 'running',
      sites: 3,
      screened: 0,
      outcomes: {},
      startedAt: null,
      versions: [],
    });
    const taken = await store.screenings.take(['demo', 'dark'], 2);
    expect(taken.map(({ chunk, sites, terms }) => [chunk, sites, terms])).toEqual([
      [0, sitesOf(0), TERMS],
      [1, sitesOf(1), TERMS],
    ]);
    await store.screenings.settle(taken[1]!, done('["b"]'), '2026-11-20T02:00:01.000Z');
    await store.screenings.settle(taken[0]!, done('["a"]'), '2026-11-20T02:00:03.000Z');
    expect(await store.screenings.read(PLANNER, id)).toMatchObject({
      status: 'running',
      screened: 2,
      outcomes: { fits: 2 },
      sitesPerSecond: 0.5,
      startedAt: '2026-11-20T02:00:01.000Z',
      versions: [{ snapshotVersion: 1, fromLedgerVersion: 2, toLedgerVersion: 3, sites: 2 }],
    });
    await finish();
    expect(await store.screenings.read(PLANNER, id)).toMatchObject({
      status: 'done',
      screened: 3,
      endedAt: AT,
    });
    expect((await store.screenings.parts(PLANNER, id, -1, 2)).map(({ rows }) => rows)).toEqual([
      '["a"]',
      '["b"]',
    ]);
    expect((await store.screenings.parts(PLANNER, id, 1, 2)).map(({ chunk }) => chunk)).toEqual([2]);
  });

  it('gives the part of a worker that died to another, and counts the first result of two', async () => {
    const id = await started(2);
    const [lost, kept] = await store.screenings.take(['demo'], 2);
    await store.screenings.settle(kept!, done('["kept"]'), AT);
    const again: TakenChunk[] = [];
    for (let i = 0; again.length === 0 && i < 100; i++) {
      await sleep(200);
      again.push(...(await other.screenings.take(['demo'], 2)));
    }
    expect(again).toMatchObject([{ screeningId: id, chunk: lost!.chunk, sites: lost!.sites }]);
    await other.screenings.settle(again[0]!, done('["first"]'), AT);
    // The one that was taken for dead comes back late.
    await store.screenings.settle(lost!, done('["second"]'), AT);
    expect((await store.screenings.parts(PLANNER, id, -1, 9)).map(({ rows }) => rows)).toEqual([
      '["first"]',
      '["kept"]',
    ]);
    expect(await store.screenings.read(PLANNER, id)).toMatchObject({ status: 'done', screened: 2 });
    expect(await store.screenings.take(['demo'], 9)).toEqual([]);
  });

  it('queues the parts of a joint one after the other, each with what those before it hold, and counts one result of two', async () => {
    const id = `s${String(ids++).padStart(3, '0')}`;
    const terms = { ...TERMS, isJoint: true };
    await store.screenings.begin(PLANNER, { region: 'demo', id, terms, createdAt: AT });
    for (let chunk = 0; chunk < 3; chunk++)
      await store.screenings.append(PLANNER, id, [{ chunk, sites: sitesOf(chunk), count: 1 }]);
    await store.screenings.start(PLANNER, id, AT);
    const holding = (what: string): ChunkResult => ({ ...done('[]'), holds: JSON.stringify([what]) });
    const takeAll = async () =>
      (await store.screenings.take(['demo'], 9)).map((one) => [one.chunk, one] as const);
    const [[part, first], ...none] = (await takeAll()) as [[number, TakenChunk]];
    expect([part, none]).toEqual([0, []]);
    expect(await store.screenings.holds(id, 0, 0)).toEqual([]);
    expect(await store.screenings.settle(first, holding('a'), AT)).toBe(true);
    // Somebody else had it too: what counts is there, and nothing follows a second time.
    expect(await other.screenings.settle(first, holding('b'), AT)).toBe(false);
    const [[next, second], ...others] = (await takeAll()) as [[number, TakenChunk]];
    expect([next, others]).toEqual([1, []]);
    expect(await other.screenings.holds(id, 0, 1)).toEqual(['["a"]']);
    expect(await store.screenings.settle(second, holding('c'), AT)).toBe(true);
    const [[last, third]] = (await takeAll()) as [[number, TakenChunk]];
    expect(last).toBe(2);
    expect(await store.screenings.holds(id, 1, 2)).toEqual(['["c"]']);
    expect(await store.screenings.settle(third, holding('d'), AT)).toBe(false);
    expect(await store.screenings.read(PLANNER, id)).toMatchObject({ status: 'done', screened: 3, terms });
    expect(await store.screenings.take(['demo'], 9)).toEqual([]);
  });

  it('shares the parts among those who take them, each to one only, a small screening beside a large one', async () => {
    const large = await started(6);
    const small = await started(2);
    const taken = (await Promise.all([1, 2, 3].map(() => store.screenings.take(['demo'], 1)))).flat();
    const rest = await finish();
    const all = [...taken, ...rest].map(({ screeningId, chunk }) => `${screeningId}/${chunk}`);
    expect(new Set(all).size).toBe(8);
    expect(new Set(all.slice(0, 4))).toEqual(new Set([large, small].flatMap((id) => [`${id}/0`, `${id}/1`])));
    for (const chunk of taken) await store.screenings.settle(chunk, done('[]'), AT);
    expect(await store.screenings.read(PLANNER, large)).toMatchObject({ status: 'done' });
  });

  it('serves regions in turn: a large screening of one does not keep the other waiting', async () => {
    const large = await started(6);
    const dark = await begun(2, 'dark');
    await store.screenings.start({ ...PLANNER, regions: ['dark'] }, dark, AT);
    const inTurn: string[] = [];
    for (let i = 0; i < 4; i++) {
      const [chunk] = await store.screenings.take(['dark', 'demo'], 1);
      inTurn.push(chunk!.region);
      await store.screenings.settle(chunk!, done('[]'), AT);
    }
    expect([...inTurn].sort()).toEqual(['dark', 'dark', 'demo', 'demo']);
    // And what one region has no use for goes to the other.
    const rest = await store.screenings.take(['dark', 'demo'], 9);
    expect(rest.map(({ region, chunk }) => [region, chunk])).toEqual([2, 3, 4, 5].map((i) => ['demo', i]));
    for (const chunk of rest) await store.screenings.settle(chunk, done('[]'), AT);
    expect(await store.screenings.read(PLANNER, large)).toMatchObject({ status: 'done', screened: 6 });
  });

  it('fails with a part that cannot be screened however often it is tried, and leaves nothing in the queue', async () => {
    const strict = storeOver(
      { ...db, close: () => Promise.resolve() },
      { expireS: EXPIRE_S, maintainS: 1, triesAgain: 0 },
    );
    const id = await begun(4);
    await strict.screenings.start(PLANNER, id, AT);
    const [kept, lost] = await strict.screenings.take(['demo'], 2);
    await strict.screenings.settle(kept!, done('["kept"]'), AT);
    await strict.screenings.giveBack(lost!, 'no luck');
    expect(await strict.screenings.take(['demo'], 9)).toEqual([]);
    expect(await strict.screenings.read(PLANNER, id)).toMatchObject({
      status: 'failed',
      screened: 1,
      error: 'sites of part 1 could not be screened, however often they were tried',
    });
    const left = await db.query(
      `select id from jiedian_jobs.job where data ->> 'screeningId' = $1 and state < 'completed'`,
      [id],
    );
    expect(left).toEqual([]);
    await strict.close();
  });

  it('drops an upload whose service died, and no other', async () => {
    const [dead, alive] = [await begun(2), await begun(1)];
    expect(await store.screenings.dropAbandoned(60)).toBe(0);
    await db.run(`update screenings set taken_in_at = taken_in_at - interval '2 minutes' where id = $1`, [
      dead,
    ]);
    expect(await store.screenings.dropAbandoned(60)).toBe(1);
    expect(await store.screenings.read(PLANNER, dead)).toBeNull();
    expect(await store.screenings.read(PLANNER, alive)).toMatchObject({ status: 'receiving', sites: 1 });
    await expect(
      store.screenings.append(PLANNER, dead, [{ chunk: 9, sites: sitesOf(9), count: 1 }]),
    ).rejects.toThrow(/takes in no sites/u);
    await store.screenings.drop(PLANNER, alive);
  });

  it('counts with each result, so that a list reads no parts, and keeps the counts when it has ended', async () => {
    const id = await started(2);
    const [first, second] = await store.screenings.take(['demo'], 2);
    await store.screenings.settle(first!, { ...done('["a"]'), snapshotVersion: 2, toLedgerVersion: 9 }, AT);
    await store.screenings.settle(second!, { ...done('["b"]'), outcomes: { none: 1 } }, AT);
    await db.run('update screening_parts set outcomes = null where screening_id = $1', [id]);
    const [listed] = await store.screenings.list(PLANNER, 'demo', 1);
    expect(listed).toMatchObject({
      id,
      outcomes: { fits: 1, none: 1 },
      screened: 2,
      versions: [
        { snapshotVersion: 1, fromLedgerVersion: 2, toLedgerVersion: 3, sites: 1 },
        { snapshotVersion: 2, fromLedgerVersion: 2, toLedgerVersion: 9, sites: 1 },
      ],
    });
  });
});
