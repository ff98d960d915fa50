import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProblemCode } from '../../src/contract/problems.ts';
import { Issuer, type IssuerPace } from '../../src/http/oidc/issuer.ts';
import { expectProblem } from './expect-problem.ts';
import { bearer, fakeApp, fakeParts, fakePlanner } from './fake-parts.ts';
import { type HandMadeIssuer, makeKey, type SigningKey, startIssuer } from './oidc/start-issuer.ts';
import { type RunningProvider, startProvider } from './oidc/start-provider.ts';

const PACE: IssuerPace = { keysMaxAgeMs: 60_000, unknownKeyMs: 0, retryMs: 0 };
const CLAIMS = { role: 'manager', sub: 'm1', regions: ['demo'] };
const CHAIN = '/v1/elements/S17/chain?region=demo';

/** The clock, and nothing else, goes forward. */
function letPass(ms: number): void {
  const then = Date.now() + ms;
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(then);
}
afterEach(() => {
  vi.useRealTimers();
});

interface Setting {
  readonly issuer: string;
  readonly pace?: Partial<IssuerPace>;
  readonly secret?: Uint8Array | null;
  readonly now?: () => Date;
}

/** An app that takes the tokens of an issuer, and what it logged of the issuer's failures. */
function appOf({ issuer, pace, secret = null, now = () => new Date() }: Setting) {
  const failures: string[] = [];
  const made = new Issuer({
    issuer,
    audience: 'jiedian',
    pace: { ...PACE, ...pace },
    onFailed: ({ message }) => void failures.push(message),
  });
  const app = fakeApp({ secret, issuer: made.verify, now });
  const ask = (token: string, path = '/v1/regions') =>
    request(app).get(path).set('Authorization', `Bearer ${token}`);
  return { ask, failures, lookUp: () => made.lookUp() };
}

describe('with an OpenID provider', () => {
  let provider: RunningProvider;
  beforeAll(async () => {
    provider = await startProvider('jiedian');
  });
  afterAll(() => provider.close());

  it('its tokens let in, with the role, subject and regions of their claims', async () => {
    const seen: string[] = [];
    const planner = fakePlanner({
      chain: (_query, role) => {
        seen.push(role);
        return Promise.resolve({ ok: true, body: '{}', phasesMs: {} });
      },
    });
    const { issuer } = provider;
    const { verify } = new Issuer({ issuer, audience: 'jiedian', onFailed: () => undefined });
    const app = fakeApp({ secret: null, issuer: verify, now: () => new Date(), planner });
    const token = await provider.tokenFor({ ...CLAIMS, role: 'planner' });
    const answer = await request(app).get(CHAIN).set('Authorization', `Bearer ${token}`);
    expect([answer.status, seen]).toEqual([200, ['planner']]);
    expect(await verify(await provider.tokenFor({ ...CLAIMS, regions: ['b', 'a'] }), new Date())).toEqual({
      role: 'manager',
      sub: 'portal',
      regions: ['a', 'b'],
    });
  });

  it('its tokens with an unknown role, or for a customer of every region, let nobody in', async () => {
    const { ask } = appOf(provider);
    for (const claims of [{}, { ...CLAIMS, role: 'boss' }, { ...CLAIMS, role: 'customer', regions: '*' }])
      expectProblem(await ask(await provider.tokenFor(claims)), 'token-invalid');
    expectProblem(
      await ask(await provider.tokenFor({ ...CLAIMS, role: 'customer' }), CHAIN),
      'role-not-allowed',
    );
  });

  it('its tokens for another audience let nobody in', async () => {
    const other = await startProvider('elsewhere');
    const { ask } = appOf(other);
    expectProblem(await ask(await other.tokenFor(CLAIMS)), 'token-invalid');
    await other.close();
  });
});

describe('a token', () => {
  let [issuer, key]: [HandMadeIssuer, SigningKey] = [] as never;
  beforeAll(async () => {
    key = await makeKey('k1', 'RS256');
  });
  beforeEach(async () => {
    issuer = await startIssuer();
    issuer.publish(key);
    return () => issuer.close();
  });
  const at = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const good = () => ({ ...CLAIMS, iss: issuer.issuer, aud: 'jiedian', exp: at(600) });

  it('that is good, one of several audiences too, lets in; it is checked once', async () => {
    const { ask } = appOf(issuer);
    const token = await key.sign({ ...good(), aud: ['others', 'jiedian'] }, { typ: 'at+jwt' });
    for (let i = 0; i < 3; i++) expect((await ask(token)).status).toBe(200);
    expect(issuer.fetched()).toBe(1);
  });

  it.each<[string, object, ProblemCode]>([
    ['expired', { exp: at(-31) }, 'token-expired'],
    ['without an end', { exp: undefined }, 'token-invalid'],
    ['not valid yet', { nbf: at(90) }, 'token-invalid'],
    ['for another audience', { aud: 'others' }, 'token-invalid'],
    ['for nobody', { aud: undefined }, 'token-invalid'],
    ['of another issuer', { iss: 'https://id.example' }, 'token-invalid'],
    ['of no issuer', { iss: undefined }, 'token-invalid'],
    ['without a subject', { sub: undefined }, 'token-invalid'],
  ])('that is %s is refused', async (_name, changes, code) => {
    expectProblem(await appOf(issuer).ask(await key.sign({ ...good(), ...changes })), code);
  });

  it('may be off by the skew of clocks', async () => {
    const { ask } = appOf(issuer);
    for (const changes of [{ exp: at(-20) }, { nbf: at(20) }])
      expect((await ask(await key.sign({ ...good(), ...changes }))).status).toBe(200);
  });

  it('that was good ends with its time, though it was checked before', async () => {
    let late = 0;
    const { ask } = appOf({ ...issuer, now: () => new Date(Date.now() + late) });
    const token = await key.sign({ ...good(), exp: at(60) });
    expect((await ask(token)).status).toBe(200);
    late = 85_000;
    expect((await ask(token)).status).toBe(200);
    late = 95_000;
    expectProblem(await ask(token), 'token-expired');
  });

  it('signed by another under the same key id, cut, or changed is refused', async () => {
    const { ask } = appOf(issuer);
    const forger = await makeKey('k1', 'RS256');
    const [head = '', , signature = ''] = (await key.sign(good())).split('.');
    const raised = Buffer.from(JSON.stringify({ ...good(), role: 'operator' })).toString('base64url');
    for (const token of [
      await forger.sign(good()),
      `${head}.${raised}.${signature}`,
      `${head}.${raised}.`,
      'x.y.z',
    ])
      expectProblem(await ask(token), 'token-invalid');
  });

  it.each(['none', 'None', 'NONE', ''])('with alg %j is refused, signed or not', async (alg) => {
    const { ask } = appOf(issuer);
    const [, payload = '', signature = ''] = (await key.sign(good())).split('.');
    const head = Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url');
    for (const end of ['', signature]) expectProblem(await ask(`${head}.${payload}.${end}`), 'token-invalid');
  });

  it.each(['HS256', 'HS384', 'HS512'])('signed %s with the public key as secret is refused', async (alg) => {
    const hash = `sha${alg.slice(2)}`;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg, kid: 'k1' })}.${part(good())}`;
    for (const secret of [key.pem, key.pem.trim(), JSON.stringify(key.jwk), key.jwk.n!]) {
      const token = `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
      expectProblem(await appOf(issuer).ask(token), 'token-invalid');
      expectProblem(await appOf({ ...issuer, secret: fakeParts().secret }).ask(token), 'token-invalid');
    }
  });

  it.each(['logout+jwt', 'secevent+jwt', 'dpop+jwt'])('of the type %s is refused', async (typ) => {
    expectProblem(await appOf(issuer).ask(await key.sign(good(), { typ })), 'token-invalid');
  });

  it.each(['ES256', 'PS256', 'EdDSA'])('may be signed with %s', async (alg) => {
    const other = await makeKey('k2', alg);
    issuer.publish(key, other);
    expect((await appOf(issuer).ask(await other.sign(good()))).status).toBe(200);
  });

  it('of a key that is too short, or no key at all, is refused, and the log says why', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'short' })).toString('base64url');
    const text = `${head}.${Buffer.from(JSON.stringify(good())).toString('base64url')}`;
    const token = `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const jwk = { kty: 'RSA', kid: 'short', n, e };
    for (const published of [jwk, { kty: 'RSA', kid: 'short', n: 'AA', e: 'AQAB' }]) {
      issuer.publish({ ...key, jwk: published });
      const { ask, failures } = appOf(issuer);
      expectProblem(await ask(token), 'token-invalid');
      expect(failures.length).toBe(1);
    }
  });

  it('of the local key is refused, unless both are configured', async () => {
    const [, local = ''] = (await bearer()).split(' ');
    const { secret, now } = fakeParts();
    expectProblem(await appOf({ ...issuer, now }).ask(local), 'token-invalid');
    const both = appOf({ ...issuer, secret, now: () => new Date() });
    expectProblem(await both.ask(local), 'token-expired');
    expect((await appOf({ ...issuer, secret, now }).ask(local)).status).toBe(200);
    expect((await both.ask(await key.sign(good()))).status).toBe(200);
  });

  it('without an issuer is refused when it is not a local one', async () => {
    const answer = await request(fakeApp())
      .get('/v1/regions')
      .set('Authorization', `Bearer ${await key.sign(good())}`);
    expectProblem(answer, 'token-invalid');
  });

  it('with an unknown key makes the keys be fetched, but not more often than the pace says', async () => {
    const { ask } = appOf({ ...issuer, pace: { unknownKeyMs: 60_000 } });
    expect((await ask(await key.sign(good()))).status).toBe(200);
    const stranger = await makeKey('k9');
    for (let i = 0; i < 5; i++) expectProblem(await ask(await stranger.sign(good())), 'token-invalid');
    expect(issuer.fetched()).toBe(1);
    const eager = appOf(issuer);
    expectProblem(await eager.ask(await stranger.sign(good())), 'token-invalid');
    expect((await eager.ask(await key.sign(good()))).status).toBe(200);
  });

  it('of a new key lets in without a restart, one of a key that is gone does not', async () => {
    const { ask } = appOf(issuer);
    const old = await key.sign(good());
    expect((await ask(old)).status).toBe(200);
    const next = await makeKey('k2');
    issuer.publish(key, next);
    expect((await ask(await next.sign(good()))).status).toBe(200);
    expect((await ask(old)).status).toBe(200);
    const last = await makeKey('k3');
    issuer.publish(next, last);
    expect((await ask(await last.sign(good()))).status).toBe(200);
    expectProblem(await ask(old), 'token-invalid');
    expect((await ask(await next.sign(good()))).status).toBe(200);
  });

  it('of a key that is gone is refused when the keys have their age, though no other key was seen', async () => {
    const { ask } = appOf({ ...issuer, pace: { keysMaxAgeMs: 60_000 } });
    const old = await key.sign(good());
    expect((await ask(old)).status).toBe(200);
    issuer.publish(await makeKey('k2'));
    letPass(61_000);
    expectProblem(await ask(old), 'token-invalid');
  });
});

describe('an issuer that cannot be asked', () => {
  let [issuer, key]: [HandMadeIssuer, SigningKey] = [] as never;
  beforeEach(async () => {
    issuer = await startIssuer();
    key = await makeKey('k1');
    issuer.publish(key);
    return () => issuer.close();
  });
  const token = () =>
    key.sign({ ...CLAIMS, iss: issuer.issuer, aud: 'jiedian', exp: Math.floor(Date.now() / 1000) + 600 });

  it('at the start lets nobody in, with 503 and when to try again; once it answers all is well', async () => {
    const { port } = new URL(issuer.issuer);
    await issuer.close();
    const { ask, failures, lookUp } = appOf(issuer);
    await lookUp();
    expect(failures.join()).toMatch(/openid-configuration: fetch failed \(connect ECONNREFUSED/u);
    const refused = await ask(await token());
    expectProblem(refused, 'issuer-unavailable');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expectProblem(await request(fakeApp()).get('/v1/regions'), 'not-signed-in');
    issuer = await startIssuer(Number(port));
    issuer.publish(key);
    expect((await ask(await token())).status).toBe(200);
  });

  it('is left alone for a while after a failure, then asked again', async () => {
    issuer.fail(500);
    const { ask, failures } = appOf({ ...issuer, pace: { retryMs: 60_000 } });
    for (let i = 0; i < 3; i++) expectProblem(await ask(await token()), 'issuer-unavailable');
    expect(failures.map((line) => /status \d+/u.exec(line)?.[0])).toEqual(['status 500']);
    issuer.fail(null);
    letPass(61_000);
    expect((await ask(await token())).status).toBe(200);
  });

  it.each<[string, (broken: HandMadeIssuer) => void]>([
    [
      'redirects',
      (broken) => {
        broken.fail(302);
      },
    ],
    [
      'sends a page',
      (broken) => {
        broken.fail(200, '<html>');
      },
    ],
    [
      'sends no object',
      (broken) => {
        broken.fail(200, 'null');
      },
    ],
    [
      'calls itself otherwise',
      (broken) => {
        broken.describe({ issuer: 'https://id.example' });
      },
    ],
    [
      'names no keys',
      (broken) => {
        broken.describe({ jwks_uri: undefined });
      },
    ],
    [
      'has its keys in the open',
      (broken) => {
        broken.describe({ jwks_uri: 'http://id.example/keys' });
      },
    ],
  ])('because it %s lets nobody in', async (_name, breakIt) => {
    breakIt(issuer);
    const { ask, failures } = appOf(issuer);
    expectProblem(await ask(await token()), 'issuer-unavailable');
    expect(failures.length).toBeGreaterThan(0);
    expect(issuer.fetched()).toBe(0);
  });

  it('does not stop those whose key is known, until the keys have their age', async () => {
    const { ask } = appOf({ ...issuer, pace: { keysMaxAgeMs: 60_000 } });
    const known = await token();
    expect((await ask(known)).status).toBe(200);
    issuer.fail(500);
    const stranger = await makeKey('k2');
    expectProblem(await ask(await stranger.sign({ ...CLAIMS })), 'issuer-unavailable');
    expect((await ask(known)).status).toBe(200);
    letPass(61_000);
    expectProblem(await ask(known), 'issuer-unavailable');
    issuer.fail(200, '{"keys": 7}');
    expectProblem(await ask(known), 'issuer-unavailable');
    issuer.fail(null);
    expect((await ask(known)).status).toBe(200);
  });
});
