import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { capacityListAnswer } from '../../src/contract/capacity-list.ts';
import { chainAnswer } from '../../src/contract/chain.ts';
import { healthAnswer, readyAnswer } from '../../src/contract/health.ts';
import { policiesAnswer, regionsAnswer } from '../../src/contract/lists.ts';
import { powerSourcesAnswer } from '../../src/contract/power-sources.ts';
import { tileJsonAnswer } from '../../src/contract/tiles.ts';
import { ELEMENT_KINDS, SOURCE_KINDS } from '../../src/model/plan.ts';
import { isLoopback } from '../../src/http/routes/metrics.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeParts, fakePlanner, fakeStore, plansBody } from './fake-parts.ts';

const get = async (path: string, app = fakeApp()) =>
  request(app)
    .get(path)
    .set('Authorization', await bearer());

describe('answers', () => {
  it.each([
    ['/v1/power-sources?lon=113.21&lat=33.97&crs=WGS84&radiusM=500&needKva=100&limit=5', powerSourcesAnswer],
    ['/v1/elements/S17/chain?kind=section&asOf=2026-01-01', chainAnswer],
    [
      '/v1/capacity/feeders?bbox=113,33,114,34&feeder=F1&minOpenKva=100&minLoadRate=0.8&pageSize=10&cursor=F1',
      capacityListAnswer,
    ],
    ['/v1/regions', regionsAnswer],
    ['/v1/policies', policiesAnswer],
    ['/tiles/base.json', tileJsonAnswer],
    ['/tiles/grid.json?season=winter&hour=3', tileJsonAnswer],
    ['/healthz', healthAnswer],
    ['/readyz', readyAnswer],
  ] as const)('%s fits its schema', async (path, schema) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(schema.parse(response.body)).toEqual(response.body);
  });

  it('about the grid are not stored; lists are asked for again with their tag', async () => {
    expect((await get('/v1/elements/S17/chain')).headers['cache-control']).toBe('no-store');
    const list = await get('/v1/policies');
    expect(list.headers['cache-control']).toBe('private, no-cache');
    expect(list.headers['vary']).toContain('Authorization');
    const again = (await get('/v1/policies')).headers['etag'];
    expect(again).toBe(list.headers['etag']);
    const fresh = await request(fakeApp())
      .get('/v1/policies')
      .set('Authorization', await bearer())
      .set('If-None-Match', String(again));
    expect(fresh.status).toBe(304);
  });
});

describe('a path', () => {
  it('that is unknown is a 404, with a token only', async () => {
    expectProblem(await get('/v1/plans'), 'not-found');
    expectProblem(await request(fakeApp()).get('/no/such/page'), 'not-found');
    expectProblem(await request(fakeApp()).get('/assets/../package.json'), 'not-found');
    expectProblem(await request(fakeApp()).get('/assets/..%2f..%2fapp.ts'), 'not-found');
  });

  it('that cannot be decoded is a 400', async () => {
    expectProblem(await get('/v1/elements/%E0%A4%A/chain'), 'malformed-url');
  });

  it('with a bad query names each parameter', async () => {
    const { errors } = expectProblem(
      await get('/v1/power-sources?lat=91&crs=EPSG:4326&radiusM=0&limit=1.5'),
      'invalid-request',
    );
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/query/lon missing',
      '/query/lat out-of-range',
      '/query/crs not-one-of',
      '/query/radiusM out-of-range',
      '/query/limit wrong-type',
    ]);
    expectProblem(await get('/v1/regions?x=1'), 'unknown-parameter');
    expectProblem(await get('/v1/elements/S17/chain?radiusM=1'), 'unknown-parameter');
    const kind = await get('/v1/elements/S17/chain?kind=bogus');
    const [error] = expectProblem(kind, 'invalid-request').errors;
    expect(error).toMatchObject({ pointer: '/query/kind', code: 'not-one-of', received: 'bogus' });
    expect(error?.allowed).toEqual(expect.arrayContaining([...SOURCE_KINDS, ...ELEMENT_KINDS, 'feeder']));
    const both = await get(`/v1/elements/${'x'.repeat(201)}/chain?asOf=today`);
    expect(expectProblem(both, 'invalid-request').errors.map(({ pointer }) => pointer)).toEqual([
      '/path/id',
      '/query/asOf',
    ]);
  });
});

describe('readiness', () => {
  it('tells nobody which regions there are', async () => {
    const response = await request(fakeApp()).get('/readyz');
    expect(response.body).toMatchObject({ status: 'ready', regions: 2 });
    expect(response.text).not.toMatch(/demo|east/u);
  });

  it('is missing while no region is loaded', async () => {
    const response = await request(fakeApp({ planner: fakePlanner({ regions: () => [] }) })).get('/readyz');
    expectProblem(response, 'not-ready');
    expect(response.headers['retry-after']).toBeDefined();
  });

  it('is missing while the database fails, whose words stay in the log', async () => {
    const store = fakeStore([], {
      describe: () => Promise.reject(new Error('password authentication failed')),
    });
    const parts = fakeParts({ store });
    const response = await request(fakeApp(parts)).get('/readyz');
    expectProblem(response, 'not-ready');
    expect(response.text).not.toContain('password');
    expect(parts.log.join('')).toContain('password authentication failed');
  });

  it('is missing while the database hangs', async () => {
    const store = fakeStore([], { describe: () => new Promise<never>(() => undefined) });
    expectProblem(await request(fakeApp({ store })).get('/readyz'), 'not-ready');
  });

  it('is missing while it drains; the process is alive', async () => {
    const app = fakeApp();
    app.enable('draining');
    expectProblem(await request(app).get('/readyz'), 'not-ready');
    expect((await request(app).get('/healthz')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('count requests by route, method and status, and phases of searches', async () => {
    const app = fakeApp();
    await request(app)
      .post('/v1/supply-plans')
      .set('Authorization', await bearer())
      .send(plansBody);
    await get('/v1/elements/S17/chain', app);
    await get('/v1/elements/S18/chain', app);
    await get('/v1/nothing', app);
    const { text, headers } = await request(app).get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/u);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/elements/:id/chain",status="200"} 2',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(text).toContain('plan_search_duration_seconds_count{phase="search"} 3');
    expect(text).toContain('plan_queue_depth 3');
    expect(text).toContain('plan_thread_utilization 0.5');
    expect(text).toMatch(/^process_resident_memory_bytes \d+/mu);
  });

  it('are for this machine, unless configured', async () => {
    const from = (app: ReturnType<typeof fakeApp>) =>
      request(app).get('/metrics').set('X-Forwarded-For', '10.0.0.9');
    expectProblem(await from(fakeApp()), 'not-found');
    expect((await from(fakeApp({ metricsFrom: 'any' }))).status).toBe(200);
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.9', '::ffff:10.0.0.9', '128.0.0.1', '', '2127::1', '::11'].some(isLoopback)).toBe(false);
  });
});

describe('the log', () => {
  it('has one line per request, without tokens, bodies and queries', async () => {
    const parts = fakeParts();
    const header = await bearer();
    const app = fakeApp(parts);
    const sent = { ...plansBody, site: { lon: 113.21777, lat: 33.97, crs: 'WGS84' } };
    await request(app).post('/v1/supply-plans?include=rejected').set('Authorization', header).send(sent);
    await request(app).get('/healthz');
    expect(parts.log).toHaveLength(1);
    const line = JSON.parse(parts.log[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      level: 30,
      req: { method: 'POST', path: '/v1/supply-plans' },
      res: { status: 200 },
    });
    expect(line['reqId']).toMatch(/^[\da-f-]{36}$/u);
    expect(parts.log[0]).not.toContain(header.slice(-20));
    expect(parts.log[0]).not.toContain('113.21777');
    expect(parts.log[0]).not.toContain('rejected');
  });

  it('takes the id of the caller only where it is a plain one', async () => {
    const ask = (id: string) => request(fakeApp()).get('/healthz').set('X-Request-Id', id);
    expect((await ask('ticket-4711')).headers['x-request-id']).toBe('ticket-4711');
    expect((await ask('x'.repeat(65))).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/u);
    expect((await ask('{"a":1}')).headers['x-request-id']).toMatch(/^[\da-f-]{36}$/u);
  });
});
