import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { toWgs84 } from '../../src/contract/to-wgs84.ts';
import { listen } from '../../src/http/serve.ts';
import type { SupplyRequest } from '../../src/model/demand.ts';
import { Overloaded, type Planner } from '../../src/model/planner.ts';
import { expectProblem } from './expect-problem.ts';
import { gate } from './gate.ts';
import { bearer, fakeApp, fakeParts, fakePlanner, plansBody } from './fake-parts.ts';

const manager = await bearer();

const post = (app = fakeApp(), query = '') =>
  request(app).post(`/v1/supply-plans${query}`).set('Authorization', manager);

const answering = (supplyPlans: Planner['supplyPlans']) => fakeApp({ planner: fakePlanner({ supplyPlans }) });

describe('a good request', () => {
  it('gets the text of the planner as it is, with its times', async () => {
    const response = await post().send(plansBody);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['server-timing']).toBe('search;dur=1.500, encode;dur=0.250');
    expect(supplyPlansAnswer.parse(response.body)).toEqual(response.body);
  });

  it('reaches the planner in WGS 84, with defaults, today and what is to be included', async () => {
    const seen: [SupplyRequest, readonly string[]][] = [];
    const app = answering((asked, _role, include) => {
      seen.push([asked, include]);
      return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
    });
    const site = { lon: 113.21, lat: 33.97, crs: 'BD09' };
    await post(app, '?include=rejected,rejected').send({ ...plansBody, site });
    const [lon, lat] = toWgs84([113.21, 33.97], 'BD09');
    expect(seen[0]?.[0]).toMatchObject({
      region: 'demo',
      site: { lon, lat },
      siteAddress: null,
      asOf: '2026-11-20',
      radiusM: 1000,
    });
    expect(seen[0]?.[1]).toEqual(['rejected']);
  });

  it('may be compressed, and so may its answer', async () => {
    const response = await post()
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'gzip')
      .set('Accept-Encoding', 'gzip')
      .serialize((body: unknown) => body as string)
      .send(gzipSync(JSON.stringify(plansBody)));
    expect(response.status).toBe(200);
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(supplyPlansAnswer.safeParse(response.body).success).toBe(true);
  });
});

describe('a bad request', () => {
  it('is told every field at fault', async () => {
    const body = {
      site: { lon: 200, lat: 1 },
      demand: { capacityKva: 1e9, kva: 1 },
      customer: {},
      radiusm: 5,
    };
    const { errors } = expectProblem(await post().send(body), 'invalid-request');
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/site/lon out-of-range',
      '/site/crs missing',
      '/demand/capacityKva out-of-range',
      '/demand/kva unknown-field',
      '/customer/category missing',
      '/radiusm unknown-field',
    ]);
    expect(errors.at(-1)?.didYouMean).toBe('radiusM');
  });

  it.each(['{"site":', '{', 'x', '{"a":NaN}'])('%j is not JSON', async (text) => {
    expectProblem(await post().set('Content-Type', 'application/json').send(text), 'malformed-json');
  });

  it('of bytes that are not UTF-8 is not JSON', async () => {
    const text = JSON.stringify({ ...plansBody, site: { address: '建设路12号' } });
    const [head = '', tail = ''] = text.split('建');
    const send = (bytes: Buffer) =>
      post()
        .set('Content-Type', 'application/json; charset=UTF-8')
        .serialize((body: unknown) => body as string)
        .send(Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]));
    expectProblem(await send(Buffer.from([0xbd, 0xa8])), 'malformed-json');
    expectProblem(await send(Buffer.from('建')), 'address-not-found');
  });

  it.each(['5', 'null', '[]', '"x"'])('%j is JSON of a wrong type', async (text) => {
    const response = await post().set('Content-Type', 'application/json').send(text);
    expect(expectProblem(response, 'invalid-request').errors[0]?.pointer).toBe('');
  });

  it('of nothing lacks everything', async () => {
    for (const asked of [post(), post().set('Content-Type', 'application/json').send('')]) {
      expect(expectProblem(await asked, 'invalid-request').errors.map(({ code }) => code)).toContain(
        'missing',
      );
    }
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'application/json; charset=UTF-7',
  ])('of type %s is not read', async (type) => {
    expectProblem(await post().set('Content-Type', type).send('a=1'), 'unsupported-media-type');
  });

  it('with broken or unknown compression is refused', async () => {
    const send = (encoding: string) =>
      post()
        .set('Content-Type', 'application/json')
        .set('Content-Encoding', encoding)
        .serialize((body: unknown) => body as string)
        .send(Buffer.from('this is no gzip'));
    expectProblem(await send('gzip'), 'malformed-request');
    expectProblem(await send('lzma'), 'unsupported-media-type');
  });

  it('of more than 256 KB is refused, however small it travels', async () => {
    const big = JSON.stringify({ ...plansBody, note: 'x'.repeat(256 * 1024) });
    expectProblem(await post().set('Content-Type', 'application/json').send(big), 'body-too-large');
    const small = post()
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'gzip')
      .serialize((body: unknown) => body as string)
      .send(gzipSync(big));
    expectProblem(await small, 'body-too-large');
  });

  it('with an unknown parameter is a 400', async () => {
    const { errors } = expectProblem(
      await post(fakeApp(), '?inclde=rejected').send(plansBody),
      'unknown-parameter',
    );
    expect(errors).toEqual([
      {
        pointer: '/query/inclde',
        code: 'unknown-parameter',
        received: 'rejected',
        allowed: ['include'],
        didYouMean: 'include',
      },
    ]);
  });

  it.each([
    ['?inclde=x', 'unknown-parameter', '/query/inclde unknown-parameter'],
    ['?include=x', 'invalid-request', '/query/include/0 not-one-of'],
  ] as const)('with the query %s is told its faults with those of the body', async (query, code, first) => {
    const { errors } = expectProblem(await post(fakeApp(), query).send({ ...plansBody, radiusM: 0 }), code);
    expect(errors.map((error) => `${error.pointer} ${error.code}`)).toEqual([first, '/radiusM out-of-range']);
  });

  it('whatever the JSON is: never a fault of ours', async () => {
    const app = fakeApp();
    const { address, close } = await listen(app, { host: '127.0.0.1', port: 0 });
    const headers = { Authorization: await bearer(), 'Content-Type': 'application/json' };
    const near = fc.record({
      site: fc.oneof(
        fc.jsonValue(),
        fc.record({ lon: fc.double(), lat: fc.double(), crs: fc.constantFrom('WGS84', 'BD09') }),
      ),
      demand: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('capacityKva', 'equipmentKw', 'phases'), fc.jsonValue()),
      ),
      customer: fc.oneof(fc.jsonValue(), fc.constant({ category: 'industrial' })),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), near), async (body) => {
        const response = await fetch(`${address}/v1/supply-plans`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
        await response.arrayBuffer();
        expect([200, 422]).toContain(response.status);
      }),
      { seed: 5, numRuns: 150 },
    );
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const response = await fetch(`${address}/v1/supply-plans`, { method: 'POST', headers, body: deep });
    expect(response.status).toBe(422);
    await close();
  });
});

describe('the planner', () => {
  it('that is full makes it a 503 with a time to wait', async () => {
    const response = await post(answering(() => Promise.reject(new Overloaded('full')))).send(plansBody);
    expectProblem(response, 'overloaded');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('that gave up makes it a 503 too', async () => {
    const app = answering(() =>
      Promise.resolve({ ok: false, code: 'cancelled', received: null, allowed: null }),
    );
    expectProblem(await post(app).send(plansBody), 'overloaded');
  });

  it('that knows no such policy names those it knows', async () => {
    const app = answering(({ policy }) =>
      Promise.resolve({ ok: false, code: 'policy-not-found', received: policy, allowed: ['jiaxian-2021'] }),
    );
    const { errors } = expectProblem(
      await post(app).send({ ...plansBody, policy: 'jiaxian-1999' }),
      'policy-not-found',
    );
    expect(errors).toEqual([
      { pointer: '/policy', code: 'not-known', received: 'jiaxian-1999', allowed: ['jiaxian-2021'] },
    ]);
  });

  it('that knows no such element makes it a 404', async () => {
    const planner = fakePlanner({
      chain: ({ elementId }) =>
        Promise.resolve({ ok: false, code: 'element-not-found', received: elementId, allowed: null }),
    });
    const response = await request(fakeApp({ planner }))
      .get('/v1/elements/a%2Fb/chain')
      .set('Authorization', await bearer());
    expect(expectProblem(response, 'element-not-found').errors[0]).toMatchObject({
      pointer: '/path/id',
      received: 'a/b',
    });
  });

  it('that fails leaves its reason in the log and only its id in the answer', async () => {
    const parts = fakeParts({
      planner: fakePlanner({ supplyPlans: () => Promise.reject(new Error('secret inner text')) }),
    });
    const response = await post(fakeApp(parts)).set('X-Request-Id', 'abc-123').send(plansBody);
    expect(expectProblem(response, 'internal').requestId).toBe('abc-123');
    expect(response.text).not.toContain('secret inner text');
    expect(parts.log.join('')).toContain('secret inner text');
    expect(parts.log.join('')).toContain('abc-123');
  });

  it('learns that the client has gone', async () => {
    const [started, aborted] = [gate(), gate()];
    const app = answering(async (_asked, _role, _include, signal) => {
      started.open();
      await once(signal!, 'abort');
      aborted.open();
      return { ok: false, code: 'cancelled', received: null, allowed: null };
    });
    const { address, close } = await listen(app, { host: '127.0.0.1', port: 0 });
    const client = new AbortController();
    const asked = fetch(`${address}/v1/supply-plans`, {
      method: 'POST',
      signal: client.signal,
      headers: { Authorization: await bearer(), 'Content-Type': 'application/json' },
      body: JSON.stringify(plansBody),
    });
    await started.opened;
    client.abort();
    await expect(asked).rejects.toThrow();
    await aborted.opened;
    await close();
  });

  it('is left alone by a client that waits for its answer', async () => {
    let signal: AbortSignal | undefined;
    const app = answering((_asked, _role, _include, given) => {
      signal = given;
      return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
    });
    await post(app).send(plansBody);
    expect(signal?.aborted).toBe(false);
  });
});
