import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HandMadeIssuer, makeKey, startIssuer } from '../http/oidc/start-issuer.ts';
import { houseIn, runJiedian, serveJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

let issuer: HandMadeIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

test('a service with an issuer takes its tokens, prints no links and signs none of its own', async () => {
  const env = { ...houseIn(await temporaryFolder()), OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: 'plans' };
  const signed = await runJiedian(env, 'token', '--role', 'manager');
  expect([signed.code, signed.stdout]).toEqual([1, '']);
  expect(signed.stderr).toContain(`tokens come from ${issuer.issuer}`);
  const both = await runJiedian({ ...env, JIEDIAN_SECRET: 'k'.repeat(32) }, 'token', '--role', 'manager');
  expect(both.code).toBe(0);

  const key = await makeKey('k1');
  issuer.publish(key);
  const service = await serveJiedian(env);
  try {
    expect(service.tokens).toEqual({});
    const claims = { role: 'planner', sub: 'p1', regions: ['demo'], iss: issuer.issuer, aud: 'plans' };
    const ask = (token: string) =>
      fetch(`${service.address}/v1/regions`, { headers: { Authorization: `Bearer ${token}` } });
    const good = await ask(await key.sign({ ...claims, exp: Math.floor(Date.now() / 1000) + 60 }));
    expect([good.status, JSON.stringify(await good.json())]).toEqual([
      200,
      expect.stringContaining('"demo"'),
    ]);
    expect((await ask(both.stdout.trim())).status).toBe(401);
  } finally {
    await service.stop();
  }
}, 120_000);
