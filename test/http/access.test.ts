import { SignJWT } from 'jose';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeParts, fakePlanner } from './fake-parts.ts';

/** What is not there is no one's to know without a token either. */
const UNKNOWN = [
  ['get', '/tiles/no-such-set.json'],
  ['get', '/tiles/grid/x/y/z.mvt'],
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
  it.each(UNKNOWN)('%s %s is refused before anything else is looked at', async (method, path) => {
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
  it('are told which of them may, before the body is read', async () => {
    for (const role of ['customer', 'operator'] as const) {
      const response = await request(fakeApp())
        .post('/v1/supply-plans')
        .set('Authorization', await bearer({ role }))
        .set('Content-Type', 'application/json')
        .send('{"broken');
      expect(expectProblem(response, 'role-not-allowed').errors).toEqual([
        {
          pointer: '/header/Authorization',
          code: 'not-permitted',
          received: role,
          allowed: ['manager', 'planner'],
        },
      ]);
    }
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
});
