import { afterAll, beforeAll, expect, test } from 'vitest';
import { packRows } from '../../src/model/packed-table.ts';
import { Overloaded } from '../../src/model/planner.ts';
import { capacityRules } from '../../src/policy/pack.ts';
import { buildSnapshot } from '../../src/snapshot/build.ts';
import { changeLedger } from '../../src/snapshot/ledger-version.ts';
import { Snapshot } from '../../src/snapshot/open.ts';
import { loadData } from '../../src/worker/load-data.ts';
import { Pool } from '../../src/worker/pool.ts';
import { supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import { powerSourcesAnswer } from '../../src/contract/power-sources.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { pack } from '../support/load-rules.ts';
import { requestFor } from '../support/open-rows.ts';
import { randomGrid } from '../support/random-grid.ts';

const state = {
  id: 'test',
  name: 'test',
  dataVersion: 1,
  ledgerVersion: 3,
  ledgerMark: 'm',
  dataAsOf: '2026-11-20T00:00:00.000Z',
};
const buildOf = (seed: number, version = 1) =>
  buildSnapshot(
    { state: { ...state, dataVersion: version }, rows: packRows(randomGrid(seed, 80)) },
    capacityRules(pack),
  ).buffer;

const open = async (threads: number, maxQueue = 100, deadlineMs = 10_000): Promise<Pool> => {
  const pool = new Pool({ ...loadData('data'), threads, maxQueue, deadlineMs });
  await pool.show(buildOf(42));
  return pool;
};
let pool: Pool;
beforeAll(async () => {
  pool = await open(2);
});
afterAll(() => pool.close());

const bodyOf = async (answer: ReturnType<Pool['supplyPlans']>): Promise<string> => {
  const finished = await answer;
  if (!finished.ok) throw new Error(finished.code);
  return finished.body;
};
const ask = (on: Pool, i: number, include: readonly string[] = []) =>
  bodyOf(
    on.supplyPlans(
      requestFor({ site: placeAt([(i * 97) % 900, (i * 61) % 900]), demand: { capacityKva: 200 + i } }),
      'manager',
      include,
    ),
  );

test('one thread and two give the same bytes for the same requests, whatever their order', async () => {
  const one = await open(1);
  const asked = Array.from({ length: 40 }, (_, i) => i);
  const alone = await Promise.all(asked.map((i) => ask(one, i)));
  const both = await Promise.all([...asked].reverse().map((i) => ask(pool, i)));
  await one.close();
  expect(both.reverse()).toEqual(alone);
  expect(new Set(alone).size).toBe(40);
});

test('answers are what the contract describes', async () => {
  const plans = supplyPlansAnswer.parse(JSON.parse(await ask(pool, 3, ['rejected'])));
  expect(plans.rejected?.length).toBeGreaterThan(0);
  expect(plans).toMatchObject({
    snapshot: { region: 'test', version: 1 },
    ledgerVersion: 3,
    asOf: '2026-11-20',
  });
  const near = await bodyOf(
    pool.powerSources(
      {
        region: 'test',
        at: placeAt([0, 0]),
        radiusM: 1000,
        needKva: null,
        limit: 10_000,
        asOf: '2026-11-20',
      },
      'planner',
    ),
  );
  const sources = powerSourcesAnswer.parse(JSON.parse(near)).sources;
  expect(sources.length).toBeGreaterThan(10);
  const [first] = sources;
  const chain = await bodyOf(
    pool.chain({ region: 'test', elementId: first!.nodeId, kind: null, asOf: '2026-11-20' }, 'planner'),
  );
  expect(chainAnswer.parse(JSON.parse(chain)).openKnownKva).toBe(first!.openKnownKva);
});

test('an unknown element and an unknown policy are declined, with what is allowed', async () => {
  expect(
    await pool.chain({ region: 'test', elementId: 'nobody', kind: null, asOf: '2026-11-20' }, 'planner'),
  ).toMatchObject({ ok: false, code: 'element-not-found', received: 'nobody' });
  const request = { ...requestFor({}), policy: 'no-such-pack' };
  expect(await pool.supplyPlans(request, 'manager', [])).toMatchObject({
    ok: false,
    code: 'policy-not-found',
    allowed: [
      'changzhou-2019',
      'huangchuan-2021',
      'jiaxian-2021',
      'jinhua-2020',
      'national-2024',
      'shenqiu-2022',
    ],
  });
});

test('every loaded pack is listed, and a request under any of them is answered by its rules', async () => {
  const listed = pool.policies().map(({ id }) => id);
  expect(listed).toHaveLength(6);
  for (const policy of listed) {
    const body = await bodyOf(pool.supplyPlans({ ...requestFor({}), policy }, 'manager', []));
    const answer = supplyPlansAnswer.parse(JSON.parse(body));
    expect(answer.policy).toMatchObject({ id: policy, status: 'needs-confirmation' });
    expect(answer.plans.length).toBeGreaterThan(0);
  }
});

test('a need leaves out sources whose known room is smaller', async () => {
  const query = {
    region: 'test',
    at: placeAt([0, 0]),
    radiusM: 1000,
    needKva: null,
    limit: 10_000,
    asOf: '2026-11-20',
  };
  const parse = async (needKva: number | null) =>
    powerSourcesAnswer.parse(JSON.parse(await bodyOf(pool.powerSources({ ...query, needKva }, 'planner'))))
      .sources;
  const all = await parse(null);
  expect(await parse(500)).toEqual(
    all.filter(({ openKnownKva }) => openKnownKva !== null && openKnownKva >= 500),
  );
});

test('a swapped snapshot answers the next request, and no answer mixes versions', async () => {
  const own = await open(2, 200, 120_000);
  const before = Array.from({ length: 30 }, (_, i) => ask(own, i));
  const swapped = own.show(buildOf(43, 2));
  const meanwhile = Array.from({ length: 30 }, (_, i) => ask(own, i));
  await swapped;
  const after = Array.from({ length: 30 }, (_, i) => ask(own, i));
  const versions = async (list: Promise<string>[]) =>
    (await Promise.all(list)).map((body) => supplyPlansAnswer.parse(JSON.parse(body)).snapshot.version);
  expect(new Set(await versions([...before, ...meanwhile]))).toEqual(new Set([1]));
  expect(new Set(await versions(after))).toEqual(new Set([2]));
  await own.close();
});

test('a commitment that reaches the shared columns is seen by every thread', async () => {
  const own = new Pool({ ...loadData('data'), threads: 2, maxQueue: 10, deadlineMs: 10_000 });
  const buffer = buildOf(42);
  await own.show(buffer);
  const chain = async () =>
    chainAnswer.parse(
      JSON.parse(
        await bodyOf(
          own.chain({ region: 'test', elementId: 'F0', kind: null, asOf: '2026-11-20' }, 'planner'),
        ),
      ),
    );
  const [before] = (await chain()).chain;
  const snapshot = new Snapshot(buffer);
  const [outlet] = snapshot.findElements('F0');
  changeLedger(snapshot.columns.ledger, 4, () => {
    Atomics.add(snapshot.columns.committedCkva, outlet!, 12_345);
  });
  for (const answer of await Promise.all(Array.from({ length: 8 }, chain))) {
    expect(answer.ledgerVersion).toBe(4);
    expect(answer.chain[0]?.committedKva).toBeCloseTo(before!.committedKva + 123.45, 6);
  }
  await own.close();
});

test('one more than the queue holds is refused as overload, and what was accepted is answered', async () => {
  const own = await open(1, 3);
  const asked = Array.from({ length: 40 }, (_, i) =>
    ask(own, i).then(
      () => 'answered',
      (error: unknown) => (error instanceof Overloaded ? 'overloaded' : 'failed'),
    ),
  );
  const outcomes = await Promise.all(asked);
  expect(new Set(outcomes)).toEqual(new Set(['answered', 'overloaded']));
  expect(await ask(own, 1)).toContain('"plans"');
  await own.close();
});

test('one thread answers in the order of asking, but a look that others wait for before what waits', async () => {
  const own = await open(1);
  const answered: string[] = [];
  const noting = async (name: string, answer: Promise<unknown>): Promise<void> => {
    await answer;
    answered.push(name);
  };
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  const usual = numbers.map((i) => noting(`${i}`, ask(own, i)));
  const urgent = noting('urgent', own.urgentPlans(requestFor({})));
  await Promise.all([...usual, urgent]);
  await own.close();
  expect(answered.filter((name) => name !== 'urgent')).toEqual(numbers.map(String));
  // The thread has one in hand when the look is asked for.
  expect(answered.indexOf('urgent')).toBeLessThanOrEqual(1);
});

test('a caller that is gone cancels its task and leaves the thread alive', async () => {
  const gone = AbortSignal.abort();
  const own = await open(1);
  const busy = Array.from({ length: 10 }, (_, i) => ask(own, i));
  const controller = new AbortController();
  const cancelled = own.supplyPlans(requestFor({}), 'manager', [], controller.signal);
  controller.abort();
  expect(await cancelled).toMatchObject({ ok: false, code: 'cancelled' });
  expect(await own.supplyPlans(requestFor({}), 'manager', [], gone)).toMatchObject({
    ok: false,
    code: 'cancelled',
  });
  await Promise.all(busy);
  expect(await ask(own, 0)).toContain('"plans"');
  await own.close();
});

test('a pool that closes lets a joint screening finish its part, and ends its thread too', async () => {
  const own = await open(1);
  const terms = { policy: pack.id, asOf: '2026-11-20', statedBy: 'planner', isJoint: true } as const;
  const { lon, lat } = placeAt([100, 100]);
  const body = {
    site: { lon, lat, crs: 'WGS84' },
    demand: { capacityKva: 200 },
    customer: { category: 'industrial', areaType: 'urban' },
  };
  const sites = JSON.stringify([{ line: 2, id: 'S1', body }]);
  const part = { screeningId: 's', part: 0, region: 'test', terms, sites, from: 0, earlier: [] };
  const [answer] = await Promise.all([own.screenJointly(part, 'planner'), own.close()]);
  expect(answer.ok).toBe(true);
  expect(own.jointUpTo('s')).toBe(0);
  await own.close();
});

test('a region reaches 15 km beyond the hull of its grid and no further', () => {
  expect(pool.regionsAt(placeAt([0, 0]), '*')).toEqual(['test']);
  expect(pool.regionsAt(placeAt([15_500, 0]), '*')).toEqual(['test']);
  expect(pool.regionsAt(placeAt([16_500, 0]), '*')).toEqual([]);
  expect(pool.regionsAt(placeAt([0, 0]), ['elsewhere'])).toEqual([]);
});
