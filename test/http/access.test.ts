import { SignJWT } from 'jose';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeParts, fakePlanner, plansBody } from './fake-parts.ts';

const PROTECTED = [
  ['post', '/v1/supply-plans'],
  ['get', '/v1/power-sources'],
  ['get', '/v1/elements/S17/chain'],
  ['get', '/v1/capacity/feeders'],
  ['post', '/v1/what-if'],
  ['get', '/v1/findings'],
  ['post', '/v1/measurements'],
  ['get', '/v1/addresses'],
  ['get', '/v1/regions'],
  ['get', '/v1/policies'],
  ['get', '/tiles/base.json'],
  ['get', '/tiles/base/0/0/0.mvt'],
  ['get', '/tiles/grid.json'],
  ['get', '/tiles/grid/x/y/z.mvt'],
  ['get', '/tiles/no-such-set.json'],
  ['get', '/ogc'],
  ['get', '/ogc/api'],
  ['get', '/ogc/collections/nodes/items'],
  ['get', '/ogc/no-such-document'],
  ['get', '/v1/no-such-route'],
  ['delete', '/v1/supply-plans'],
] as const;

const tokenOf = async () => (await bearer()).slice('Bearer '.length);

const sign = (claims: Record<string, unknown>, alg = 'HS256') => {
  const { secret, now } = fakeParts();
  const at = Math.floor(now().getTime() / 1000);
  return new SignJWT({ iat: at, exp: at + 600, ...claims }).setProtectedHeader({ alg }).sign(secret!);
};

describe('without a token', () => {
  it.each(PROTECTED)('%s %s is refused before anything else is looked at', async (method, path) => {
    const response = await request(fakeApp())
      [method](`${path}?nonsense=1`)
      .set('Content-Type', 'application/json')
      .send('{"broken');
    expectProblem(response, 'not-signed-in');
    expect(response.headers['www-authenticate']).toMatch(/^Bearer /u);
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Digest abc',
    'Basic',
    `Basic ${Buffer.from('user:').toString('base64')}`,
  ])('the header %j counts as none', async (header) => {
    expectProblem(await request(fakeApp()).get('/v1/regions').set('Authorization', header), 'not-signed-in');
  });
});

describe('a token', () => {
  it('is taken as bearer or as the password of Basic', async () => {
    const app = fakeApp();
    const token = await tokenOf();
    const basic = Buffer.from(`anyone:${token}`).toString('base64');
    for (const header of [`Bearer ${token}`, `bearer ${token}`, `Basic ${basic}`]) {
      const response = await request(app).get('/v1/regions').set('Authorization', header);
      expect(response.status).toBe(200);
    }
  });

  it.each([
    ['no word', 'abc'],
    ['of three words', 'a.b.c'],
  ])('that is %s is not valid', async (_name, token) => {
    expectProblem(
      await request(fakeApp()).get('/v1/regions').set('Authorization', `Bearer ${token}`),
      'token-invalid',
    );
  });

  it('that is signed with another key, another method or not at all is not valid', async () => {
    const [head = '', payload = '', signature = ''] = (await tokenOf()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = { role: 'manager', sub: 'm1', regions: ['demo'] };
    const long = { secret: new TextEncoder().encode('x'.repeat(64)) };
    const bad = [
      `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
      `${none}.${payload}.`,
      await sign(claims, 'HS512'),
    ];
    for (const token of bad) {
      expectProblem(
        await request(fakeApp()).get('/v1/regions').set('Authorization', `Bearer ${token}`),
        'token-invalid',
      );
    }
    const other = await request(fakeApp(long))
      .get('/v1/regions')
      .set('Authorization', `Bearer ${await tokenOf()}`);
    expectProblem(other, 'token-invalid');
  });

  it.each([
    ['an unknown role', { role: 'boss', sub: 'x', regions: ['demo'] }],
    ['no subject', { role: 'manager', regions: ['demo'] }],
    ['no regions', { role: 'manager', sub: 'x' }],
    ['an empty list of regions', { role: 'manager', sub: 'x', regions: [] }],
    ['regions of a wrong type', { role: 'manager', sub: 'x', regions: [1] }],
    ['a customer of every region', { role: 'customer', sub: 'x', regions: ['*'] }],
    ['no end', { role: 'manager', sub: 'x', regions: ['demo'], exp: undefined }],
  ])('with %s is not valid', async (_name, claims) => {
    const response = await request(fakeApp())
      .get('/v1/regions')
      .set('Authorization', `Bearer ${await sign(claims)}`);
    expectProblem(response, 'token-invalid');
  });

  it('ends with its time, but for the skew of clocks', async () => {
    const header = await bearer({ minutes: 1 });
    const ask = (secondsLater: number) => {
      const later = new Date(fakeParts().now().getTime() + secondsLater * 1000);
      return request(fakeApp({ now: () => later }))
        .get('/v1/regions')
        .set('Authorization', header);
    };
    expect((await ask(85)).status).toBe(200);
    expectProblem(await ask(95), 'token-expired');
  });
});

describe('roles', () => {
  const asked = [
    ['post', '/v1/supply-plans'],
    ['get', '/v1/power-sources?lon=113.21&lat=33.97&crs=WGS84'],
    ['get', '/v1/elements/S17/chain?region=demo'],
    ['get', '/v1/capacity/feeders?region=demo'],
    ['get', '/v1/capacity/substations?region=demo'],
    ['get', '/tiles/grid.json'],
    ['get', '/tiles/grid/14/13348/6559.mvt'],
  ] as const;

  it.each(asked)('%s %s is for managers and planners', async (method, path) => {
    const app = fakeApp();
    const send = async (role: 'customer' | 'manager' | 'planner' | 'operator') =>
      request(app)
        [method](path)
        .set('Authorization', await bearer({ role }))
        .send(method === 'post' ? plansBody : undefined);
    expect((await send('manager')).status).toBe(200);
    expect((await send('planner')).status).toBe(200);
    for (const role of ['customer', 'operator'] as const) {
      const { errors } = expectProblem(await send(role), 'role-not-allowed');
      expect(errors).toEqual([
        {
          pointer: '/header/Authorization',
          code: 'not-permitted',
          received: role,
          allowed: ['manager', 'planner'],
        },
      ]);
    }
  });

  it('are told before the body is read', async () => {
    const response = await request(fakeApp())
      .post('/v1/supply-plans')
      .set('Authorization', await bearer({ role: 'customer' }))
      .set('Content-Type', 'application/json')
      .send('{"broken');
    expectProblem(response, 'role-not-allowed');
  });

  it('reach the planner with the request', async () => {
    const seen: string[] = [];
    const planner = fakePlanner({
      chain: (_query, role) => {
        seen.push(role);
        return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
      },
    });
    await request(fakeApp({ planner }))
      .get('/v1/elements/S17/chain')
      .set('Authorization', await bearer({ role: 'planner' }));
    expect(seen).toEqual(['planner']);
  });

  it('all may search addresses and see what is in force', async () => {
    for (const role of ['customer', 'manager', 'planner', 'operator'] as const) {
      for (const path of [
        '/v1/addresses?q=x',
        '/v1/regions',
        '/v1/policies',
        '/tiles/base.json',
        '/tiles/base/14/13348/6559.mvt',
      ]) {
        const response = await request(fakeApp())
          .get(path)
          .set('Authorization', await bearer({ role }));
        expect(response.status).toBe(200);
      }
    }
  });
});
