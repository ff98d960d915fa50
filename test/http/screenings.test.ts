import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../src/contract/claims.ts';
import type { RESULT_FORMATS } from '../../src/contract/screening-rows.ts';
import { screeningAnswer, screeningsAnswer } from '../../src/contract/screenings.ts';
import { supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import type { JointAnswer, ScreenedSite } from '../../src/model/screening.ts';
import { fitsAsAsked } from '../../src/plan/fits-as-asked.ts';
import { keepScreening, resultOf } from '../../src/planning/screening/keep-screening.ts';
import { storeOver } from '../../src/store/open-store.ts';
import { type CaseHouse, TWO_FEEDERS, bringRows, openCaseHouse } from '../support/case-house.ts';
import { openTestDb } from '../support/database.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { isWholeProof } from '../support/proofs.ts';
import { expectProblem } from './expect-problem.ts';

const PLANNER: Caller = { role: 'planner', sub: 'p1', regions: ['demo', 'dark'] };
const HEADER = 'id,lon,lat,crs,kva,category';

let house: CaseHouse;
let stopWork: (() => Promise<void>) | null = null;

beforeAll(async () => {
  const db = await openTestDb();
  await bringRows(storeOver(db), 'demo', TWO_FEEDERS);
  await bringRows(storeOver(db), 'dark', TWO_FEEDERS);
  house = await openCaseHouse(db);
});
afterAll(async () => {
  await stopWork?.();
  expect(house.failed).toEqual([]);
  await house.close();
});

const work = () => {
  stopWork ??= keepScreening({
    book: house.store.screenings,
    planner: house.pool,
    atOnce: 2,
    now: () => new Date('2026-11-20T02:00:00Z'),
    onFault: (_taken, sites) => void house.failed.push(sites),
    onFailed: (error) => void house.failed.push(error),
  });
};

const ask = async (method: 'get' | 'delete' | 'post', path: string, caller = PLANNER) =>
  request(house.app)
    [method](`/v1${path}`)
    .set('Authorization', await house.token(caller));
const upload = async (body: string | Buffer, query = 'region=demo', type = 'text/csv', caller = PLANNER) => {
  const asked = request(house.app)
    .post(`/v1/screenings?${query}`)
    .set('Authorization', await house.token(caller))
    .set('Content-Type', type);
  if (typeof body !== 'string') asked.set('Content-Encoding', 'gzip');
  return asked.send(body);
};
const started = async (...given: Parameters<typeof upload>) => {
  const response = await upload(...given);
  expect(response.status, response.text).toBe(202);
  expect(response.headers['location']).toBe(`/v1/screenings/${(response.body as { id: string }).id}`);
  return screeningAnswer.parse(response.body);
};
const read = async (id: string) => screeningAnswer.parse((await ask('get', `/screenings/${id}`)).body);
const ended = async (id: string) => {
  work();
  await vi.waitFor(
    async () => {
      expect(['running', 'receiving']).not.toContain((await read(id)).status);
    },
    { timeout: 30_000, interval: 100 },
  );
  return read(id);
};
/** The results as they come, byte for byte. */
const results = async (id: string, name: keyof typeof RESULT_FORMATS): Promise<string> => {
  const response = await request(house.app)
    .get(`/v1/screenings/${id}/results.${name}`)
    .set('Authorization', await house.token(PLANNER))
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        done(null, Buffer.concat(chunks).toString());
      });
    });
  expect(response.status).toBe(200);
  const body: unknown = response.body;
  return String(body);
};
const rows = async (id: string): Promise<ScreenedSite[]> =>
  (await results(id, 'ndjson'))
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as ScreenedSite);

/** Sites along both feeders, of sizes from small to more than there is. */
const SITES = Array.from({ length: 130 }, (_, i) => ({
  ...placeAt([20 + ((i * 37) % 700), 20 + ((i * 53) % 180)]),
  kva: [50, 160, 400, 800, 2000, 6000, 60_000][i % 7]!,
}));
const line = ({ lon, lat, kva }: (typeof SITES)[number], i: number) =>
  `S${i},${lon},${lat},WGS84,${kva},industrial`;
const TABLE = [HEADER, ...SITES.map(line)].join('\n');

describe('a screening', () => {
  it('gives each site what a single request for plans gives, in the order of the upload', async () => {
    const { id, sites, ignoredColumns } = await started(TABLE);
    expect([sites, ignoredColumns]).toEqual([130, []]);
    const end = await ended(id);
    expect(end).toMatchObject({ status: 'done', screened: 130, progress: 1, createdBy: 'p1', error: null });
    expect(end.versions).toMatchObject([{ snapshotVersion: 1, sites: 130 }]);
    const found = await rows(id);
    expect(found.map((row) => [row.line, row.id])).toEqual(SITES.map((_, i) => [i + 2, `S${i}`]));
    const outcomes = new Set(found.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(['fits', 'referral']));
    for (const [i, row] of found.entries()) {
      if (i % 5 !== 0) continue;
      const { lon, lat, kva } = SITES[i]!;
      const response = await request(house.app)
        .post('/v1/supply-plans')
        .set('Authorization', await house.token(PLANNER))
        .send({
          region: 'demo',
          site: { lon, lat, crs: 'WGS84' },
          demand: { capacityKva: kva },
          customer: { category: 'industrial' },
        });
      const { plans, ledgerVersion } = supplyPlansAnswer.parse(response.body);
      const best = plans.find(fitsAsAsked) ?? plans[0]!;
      const [main] = best.sources;
      expect(row).toMatchObject({
        ...{ lon, lat, plans: plans.length, planId: best.id, rank: best.rank, kind: best.kind },
        ...{ suppliesKva: best.suppliesKva, grade: best.grade, ledgerVersion, nodeId: main?.nodeId ?? null },
        bindingElementId: main?.bindingElementId ?? null,
        totalCalendarDays: best.totalCalendarDays,
      });
      if (row.likelyYuan !== null)
        expect([row.likelyYuan, row.customerYuan]).toEqual([
          best.cost.likelyYuan,
          best.cost.payers.customerYuan,
        ]);
    }
  });

  it('gives the same bytes for the same sites, whichever format they came in and how often they are read', async () => {
    const features = SITES.map(({ lon, lat, kva }, i) => ({
      type: 'Feature',
      id: `S${i}`,
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { capacityKva: kva, category: 'industrial' },
    }));
    const collection = JSON.stringify({ name: 'features', type: 'FeatureCollection', features }, null, 1);
    const first = await started(gzipSync(TABLE));
    const second = await started(collection, 'region=demo', 'application/geo+json');
    await Promise.all([ended(first.id), ended(second.id)]);
    const [a, b] = [await rows(first.id), await rows(second.id)];
    expect(b.map((row) => ({ ...row, line: row.line + 1 }))).toEqual(a);
    const csv = await results(first.id, 'csv');
    expect(await results(first.id, 'csv')).toBe(csv);
    const table = parse(csv, { bom: true, columns: true }) as unknown as Record<string, string>[];
    expect(table.map(({ id, planId }) => [id, planId])).toEqual(a.map(({ id, planId }) => [id, planId]));
  });

  it('is refused with every bad row by line and column, or takes the others in where it is told to', async () => {
    const bad = [
      `${HEADER},note`,
      line(SITES[0]!, 0),
      'X1,113.2,,WGS84,0,industrial',
      'X2,abc,33.9,WGS84,100,industrial,one cell too many,and another',
      '=1+1,113.2,33.9,WGS84,100,industriel',
      `far,10,10,WGS84,100,industrial`,
    ]
      .map((text, i) => (i === 0 || i === 3 ? text : `${text},`))
      .join('\n');
    const refused = await upload(bad);
    expectProblem(refused, 'bad-sites');
    const { errors } = refused.body as { errors: { pointer: string; code: string; received: unknown }[] };
    expect(errors.map(({ pointer, code, received }) => [pointer, code, received])).toEqual([
      ['/lines/3/lat', 'missing', null],
      ['/lines/3/capacityKva', 'out-of-range', 0],
      ['/lines/4', 'wrong-format', 8],
      ['/lines/5/category', 'not-one-of', 'industriel'],
      ['', 'wrong-format', 3],
    ]);
    expect(screeningsAnswer.parse((await ask('get', '/screenings')).body).items).toHaveLength(3);
    const { id, ignoredColumns } = await started(bad, 'region=demo&quarantine=true');
    expect(ignoredColumns).toEqual(['note']);
    const end = await ended(id);
    expect(end.outcomes).toMatchObject({ fits: 1, refused: 4 });
    expect((await rows(id)).map((row) => [row.line, row.id, row.reason, row.detail])).toEqual([
      [2, 'S0', null, null],
      [3, 'X1', 'missing', expect.stringMatching(/^lat, received nothing.*capacityKva, received 0/u)],
      [4, 'X2', 'wrong-format', expect.stringContaining('received 8')],
      [5, '=1+1', 'not-one-of', expect.stringContaining('category, received industriel')],
      [6, 'far', 'outside-every-region', null],
    ]);
    expect(await results(id, 'csv')).toContain("\n5,'=1+1,");
  });

  it('of many bad rows is refused without being read to its end, and its sender gets the answer', async () => {
    const bad = `${HEADER}\n${'A,1,2,WGS84,,industrial\n'.repeat(400_000)}`;
    const begun = performance.now();
    for (const body of [bad, gzipSync(bad)]) {
      const refused = await upload(body);
      const { errors } = expectProblem(refused, 'bad-sites');
      expect(errors).toHaveLength(101);
      expect(errors.at(-1)).toMatchObject({ pointer: '', received: '100 or more' });
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('that is refused while it comes is answered, though the connection is closed then', async () => {
    const server = house.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const half = 'A,1,2,WGS84,,industrial\n'.repeat(800_000);
    const sender = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const failures: Error[] = [];
    sender.on('error', (error) => failures.push(error));
    sender.write(
      [
        'POST /v1/screenings?region=demo HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Authorization: ${await house.token(PLANNER)}`,
        'Content-Type: text/csv',
        'Connection: close',
        `Content-Length: ${HEADER.length + 1 + 2 * half.length}`,
        `\r\n${HEADER}\n`,
      ].join('\r\n'),
    );
    await new Promise((sent) => sender.write(half, sent));
    // Time enough for a refusal to be sent, and for a closed connection to be noticed.
    await sleep(500);
    await new Promise((sent) =>
      sender.end(half, () => {
        sent(undefined);
      }),
    );
    const answer = await text(sender);
    server.close();
    expect([failures, answer]).toEqual([[], expect.stringMatching(/^HTTP\/1.1 422 .*"bad-sites"/su)]);
  });

  it('is joint where it is told to: what earlier sites take is gone for later ones, whoever goes on with it', async () => {
    const head = TABLE.split('\n').slice(0, 100).join('\n');
    const said = ({ id, outcome, reason, nodeId, likelyYuan, bindingElementId }: ScreenedSite) =>
      [id, outcome, reason, nodeId, likelyYuan, bindingElementId].join();
    const alone = await started(head);
    await ended(alone.id);
    const joint = await started(head, 'region=demo&joint=true');
    expect([alone.joint, joint.joint]).toEqual([false, true]);
    expect(await ended(joint.id)).toMatchObject({ status: 'done', screened: 99, joint: true });
    const [free, turn] = [await rows(alone.id), await rows(joint.id)];
    const fitting = (some: readonly ScreenedSite[]) => some.filter(({ outcome }) => outcome === 'fits');
    expect(fitting(turn).length).toBeLessThan(fitting(free).length);
    const taken = turn.filter(({ reason }) => reason === 'taken-by-earlier-sites');
    const freely = new Set(fitting(free).map(({ id }) => id));
    expect(taken.length).toBeGreaterThan(5);
    for (const { id, bindingElementId } of taken) {
      expect(freely.has(id), id).toBe(true);
      expect(bindingElementId).not.toBeNull();
    }
    // All together, and what was there before, within what the one main transformer may carry.
    const kva = fitting(turn).reduce((sum, { suppliesKva }) => sum + (suppliesKva ?? 0), 0);
    expect(kva).toBeGreaterThan(5_000);
    expect(kva + 4_000).toBeLessThanOrEqual(40_000);
    // A worker that knows nothing of the first part goes on after it.
    await stopWork?.();
    stopWork = null;
    const again = await started(head, 'region=demo&joint=true');
    const [first, ...none] = await house.store.screenings.take(['demo'], 9);
    expect([first?.chunk, none]).toEqual([0, []]);
    const answer = await house.pool.screenJointly({ ...first!, part: 0, from: 0, earlier: [] }, 'planner');
    if (!answer.ok) throw new Error(answer.code);
    const { rows: sites, holds } = JSON.parse(answer.body) as JointAnswer;
    const result = resultOf(JSON.stringify(sites), JSON.stringify(holds));
    expect(await house.store.screenings.settle(first!, result, '2026-11-20T02:00:00Z')).toBe(true);
    await house.pool.endJoint(again.id);
    expect(house.pool.jointUpTo(again.id)).toBe(0);
    await ended(again.id);
    expect((await rows(again.id)).map(said)).toEqual(turn.map(said));
    // Nothing of it is in the record.
    expect((await rows((await ended((await started(head)).id)).id)).map(said)).toEqual(free.map(said));
  });

  it('names the policy and the day that hold for all of it from the start on', async () => {
    const { id, policy, asOf } = await started(TABLE.split('\n').slice(0, 2).join('\n'));
    expect([policy, asOf]).toEqual(['national-2024', expect.stringMatching(/^\d{4}-\d\d-\d\d$/u)]);
    expect(await ended(id)).toMatchObject({ policy, asOf });
  });

  it.each([
    ['a feature that is none', '{"features":[{"a":1}, null]}', 'application/json', '/feature/2'],
    ['a feature that is text', '{"features":["x"]}', 'application/json', '/feature/1'],
    ['no list of features', '{"type":"FeatureCollection"}', 'application/geo+json', ''],
    ['a collection that breaks off', '{"features":[{"a":1},{"b"', 'application/json', '/feature/2'],
    ['a quote that is not closed', `${HEADER}\nA,1,2,"WGS84`, 'text/csv', '/line/2'],
    ['a column named twice', 'lon,lat,lon\n1,2,3', 'text/csv', '/line/1'],
    ['nothing at all', '', 'text/csv', ''],
  ])('of %s is refused as a whole', async (_name, body, type, pointer) => {
    const refused = await upload(body, 'region=demo', type);
    expectProblem(refused, 'bad-sites');
    expect(refused.body).toMatchObject({ errors: [{ pointer }] });
  });

  it.runIf(isWholeProof)(
    'of more than a million is refused',
    async () => {
      const many = gzipSync(`${HEADER}${'\n1,113.21,33.97,WGS84,100,industrial'.repeat(1_000_001)}`);
      expectProblem(await upload(many), 'too-many-sites');
    },
    300_000,
  );

  it('is refused where a column is misspelt, of another type, of an unknown policy or for a role or region that may not', async () => {
    const misspelt = await upload('lon,lat,crs,kva,catgory\n1,2,WGS84,3,x');
    expectProblem(misspelt, 'invalid-request');
    expect(misspelt.body).toMatchObject({
      errors: [{ pointer: '/lines/2/catgory', didYouMean: 'category' }],
    });
    expectProblem(await upload(TABLE, 'region=demo', 'text/plain'), 'unsupported-media-type');
    expectProblem(await upload(TABLE, 'region=demo&policy=nowhere-1'), 'policy-not-found');
    expectProblem(await upload(TABLE, 'region=else'), 'region-not-found');
    expectProblem(
      await upload(TABLE, 'region=dark', 'text/csv', { ...PLANNER, regions: ['demo'] }),
      'region-not-found',
    );
    for (const role of ['customer', 'operator'] as const)
      expectProblem(await upload(TABLE, 'region=demo', 'text/csv', { ...PLANNER, role }), 'role-not-allowed');
    const [{ id } = { id: '' }] = screeningsAnswer.parse(
      (await ask('get', '/screenings?region=demo')).body,
    ).items;
    for (const path of ['', '/results.csv'])
      expectProblem(
        await ask('get', `/screenings/${id}${path}`, { ...PLANNER, regions: ['dark'] }),
        'screening-not-found',
      );
    expectProblem(
      await ask('delete', `/screenings/${id}`, { ...PLANNER, regions: ['dark'] }),
      'screening-not-found',
    );
  });

  it('can be ended early: what was not come to says so, and a second time it is gone; all of it is in the audit', async () => {
    await stopWork?.();
    stopWork = null;
    const { id } = await started(TABLE);
    expectProblem(await ask('get', `/screenings/${id}/results.csv`), 'screening-not-ended');
    const [taken] = await house.store.screenings.take(['demo'], 1);
    expect((await ask('delete', `/screenings/${id}`)).status).toBe(204);
    await house.store.screenings.settle(
      taken!,
      {
        rows: '[]',
        outcomes: {},
        snapshotVersion: 1,
        fromLedgerVersion: 1,
        toLedgerVersion: 1,
        holds: null,
      },
      '2026-11-20T02:00:00Z',
    );
    expect(await ended(id)).toMatchObject({ status: 'cancelled', screened: 0, sites: 130 });
    const found = await rows(id);
    expect(found.map((row) => [row.id, row.outcome])).toEqual(SITES.map((_, i) => [`S${i}`, 'not-screened']));
    expect(await house.store.screenings.take(['demo'], 9)).toEqual([]);
    expect((await ask('delete', `/screenings/${id}`)).status).toBe(204);
    expectProblem(await ask('get', `/screenings/${id}`), 'screening-not-found');
    const audit = await ask('get', '/audit?region=demo&include=verdict&pageSize=1000', {
      ...PLANNER,
      role: 'operator',
    });
    const { items, verdict } = audit.body as {
      items: {
        entry: { action: string; sub: string; after: { id: string } | null; before: { id: string } | null };
      }[];
      verdict: object;
    };
    const mine = items.filter(({ entry }) => (entry.after ?? entry.before)?.id === id);
    expect(mine.map(({ entry }) => [entry.action, entry.sub])).toEqual([
      ['start-screening', 'p1'],
      ['cancel-screening', 'p1'],
      ['remove-screening', 'p1'],
    ]);
    expect(verdict).toMatchObject({ broken: null });
  });
});
