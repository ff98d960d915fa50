import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainAnswer } from '../../src/contract/chain.ts';
import { powerSourcesAnswer } from '../../src/contract/power-sources.ts';
import { type SupplyPlansAnswer, supplyPlansAnswer } from '../../src/contract/supply-plans-answer.ts';
import { type Running, houseIn, runJiedian, serveJiedian } from '../support/run-jiedian.ts';
import { folderOf, temporaryFolder } from '../support/temp-folder.ts';

const ASKED = {
  site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
  demand: { capacityKva: 630 },
  customer: { category: 'industrial', areaType: 'urban' },
};

let folder: string;
let service: Running;
beforeAll(async () => {
  folder = await temporaryFolder();
  service = await serveJiedian(houseIn(folder));
}, 120_000);
afterAll(async () => {
  await service.stop();
});

const get = (path: string, role = 'planner') =>
  fetch(`${service.address}${path}`, { headers: { Authorization: `Bearer ${service.tokens[role]!}` } });
const ask = (body: unknown, role = 'manager') =>
  fetch(`${service.address}/v1/supply-plans?include=rejected`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${service.tokens[role]!}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a first start brings up the demo region and prints one link per role', async () => {
  expect(Object.keys(service.tokens).sort()).toEqual(['customer', 'manager', 'operator', 'planner']);
  const ready = await (await fetch(`${service.address}/readyz`)).json();
  expect(ready).toMatchObject({ status: 'ready', regions: 1 });
  expect(JSON.stringify(ready)).not.toContain('demo');
  const { items } = (await (await get('/v1/regions')).json()) as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toEqual(['demo']);
});

test('the manager gets plans in the shape of the contract, the customer none', async () => {
  const response = await ask(ASKED);
  expect(response.status).toBe(200);
  const answer = supplyPlansAnswer.parse(await response.json());
  expect(answer.plans.length).toBeGreaterThan(1);
  expect(await (await ask(ASKED)).text()).toBe(await (await ask(ASKED)).text());
  expect((await ask(ASKED, 'customer')).status).toBe(403);
});

test('CGCS2000 is taken as WGS 84, GCJ-02 is moved by some hundred metres', async () => {
  const wgs84 = supplyPlansAnswer.parse(await (await ask(ASKED)).json());
  const cgcs = supplyPlansAnswer.parse(
    await (await ask({ ...ASKED, site: { ...ASKED.site, crs: 'CGCS2000' } })).json(),
  );
  expect(cgcs.plans).toEqual(wgs84.plans);
  const gcj = supplyPlansAnswer.parse(
    await (await ask({ ...ASKED, site: { ...ASKED.site, crs: 'GCJ02' } })).json(),
  );
  expect(Math.hypot((gcj.site.lon - 113.21) * 92_400, (gcj.site.lat - 33.97) * 110_900)).toBeGreaterThan(400);
});

test('a source of a plan stands among the power sources, with the chain that the plan shows', async () => {
  const { plans } = supplyPlansAnswer.parse(await (await ask(ASKED)).json());
  const source = plans.find(({ kind }) => kind === 'mv-tee')!.sources[0]!;
  const near = powerSourcesAnswer.parse(
    await (await get('/v1/power-sources?lon=113.21&lat=33.97&crs=WGS84')).json(),
  );
  const found = near.sources.find(({ nodeId }) => nodeId === source.nodeId);
  expect(found?.distanceM).toBe(source.distanceM);
  const chain = chainAnswer.parse(await (await get(`/v1/elements/${source.nodeId}/chain`)).json());
  const sections = source.chain.filter(
    ({ addedKva, elementId }) => addedKva > 0 && elementId !== source.bayId,
  );
  expect(chain.chain.map(({ elementId }) => elementId)).toEqual(sections.map(({ elementId }) => elementId));
  expect(chain.openKnownKva).toBe(found?.openKnownKva);
});

test('bad input is refused with every field at fault', async () => {
  const response = await ask({
    site: { lon: 'x', lat: 133 },
    demand: { capacityKva: 1e9 },
    customer: {},
    surprise: 1,
  });
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { pointer: string }[] };
  expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(
    new Set([
      '/site/lon',
      '/site/lat',
      '/site/crs',
      '/demand/capacityKva',
      '/customer/category',
      '/surprise',
    ]),
  );
  expect((await ask({ ...ASKED, site: { lon: 2.35, lat: 48.85, crs: 'WGS84' } })).status).toBe(422);
});

test('while it runs, a second process is kept off the directory and plans from the snapshot file, saying so', async () => {
  const env = houseIn(folder);
  const refused = await runJiedian(env, 'import', 'tables', 'data/demo', '--region', 'demo');
  expect([refused.code, /: stop that service first$/m.test(refused.stderr)]).toEqual([1, true]);
  const examined = await runJiedian(env, 'doctor', '--region', 'demo');
  expect([examined.code, /stop that service first, or ask it with --server/.test(examined.stderr)]).toEqual([
    1,
    true,
  ]);
  const args = [
    'plan',
    '--lon',
    '113.21',
    '--lat',
    '33.97',
    '--crs',
    'WGS84',
    '--kva',
    '630',
    '--area',
    'urban',
    '--json',
  ];
  const fromFile = await runJiedian(env, ...args);
  expect([fromFile.code, /reading its snapshot files instead/.test(fromFile.stderr)]).toEqual([0, true]);
  const overHttp = await runJiedian(
    env,
    ...args,
    '--server',
    service.address,
    '--token',
    service.tokens['manager']!,
  );
  expect(JSON.parse(overHttp.stdout)).toEqual(JSON.parse(fromFile.stdout));
});

test('measurements reach the running service from the command line and are in its answers within seconds', async () => {
  const header =
    'element_kind,element_id,season,from_on,to_on,peak_kva,measured_on,quality,masked_kva,curve_kva';
  const row = 'feeder,c0-f16,summer,2026-07-01,2026-09-30,4000.5,2026-08-30,measured,900,';
  const files = await folderOf({
    'measurements-2026-08.csv': `${header}\n${row}\n`,
    'abnormal_periods.csv': 'element_kind,element_id,from_on,to_on\nfeeder,c0-f17,2026-07-01,2026-07-02\n',
    'wrong.csv': `${header}\n`,
  });
  const env = houseIn(folder);
  const args = ['import', 'measurements', files, '--region', 'demo'];
  const kept = await runJiedian(env, ...args);
  expect([kept.code, /or ask it with --server/.test(kept.stderr)]).toEqual([1, true]);
  const chain = async () => {
    const answer = await get('/v1/elements/c0-f16/chain?kind=feeder&season=summer');
    return chainAnswer.parse(await answer.json());
  };
  const before = await chain();
  expect(before.chain[0]).toMatchObject({ peakKva: 4833.3 });
  const server = ['--server', service.address, '--token', service.tokens['operator']!];
  const sent = await runJiedian(env, ...args, ...server);
  expect([sent.code, sent.stdout]).toEqual([
    0,
    `2 new, 0 changed, 0 as before\nregion demo: imported, ledger version ${before.ledgerVersion + 1}\n`,
  ]);
  await expect
    .poll(async () => (await chain()).ledgerVersion, { timeout: 20_000 })
    .toBe(before.ledgerVersion + 1);
  const after = await chain();
  expect(after.snapshot).toEqual(before.snapshot);
  expect(after.chain[0]).toMatchObject({ peakKva: 4900.5, asOf: '2026-08-30', season: 'summer' });
  const again = await runJiedian(env, ...args, ...server);
  expect(again.stdout).toContain('unchanged');
  const wrong = await runJiedian(env, 'import', 'tables', files, '--region', 'demo', ...server);
  expect([wrong.code, /--server takes measurements only/.test(wrong.stderr)]).toEqual([1, true]);
});

test('a port that is taken ends the start with the reason instead of hanging', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const env = { ...houseIn(await temporaryFolder()), PORT: String(port) };
  const { code, stderr } = await runJiedian(env, 'serve');
  other.close();
  expect([code, /EADDRINUSE/.test(stderr)]).toEqual([1, true]);
}, 120_000);

test('it stops when told, finishes its work and leaves a clean log; the next start reads what is there', async () => {
  const { code, stderr } = await service.stop();
  const noise = stderr
    .split('\n')
    .filter((line) => !/^jiedian: (first start|stopping)/.test(line) && line !== '');
  expect([code, noise]).toEqual([0, []]);
  service = await serveJiedian(houseIn(folder));
  expect((await ask(ASKED)).status).toBe(200);
});

test('a customer applies, chooses and is held room for: seen within a second, and in an audit that verifies', async () => {
  const call = async (role: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${service.address}/v1/applications${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${service.tokens[role]!}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()] as const;
  };
  const applicant = { name: '示例食品厂', contact: '0375-0000000' };
  const [made, { id }] = (await call('customer', '', { ...ASKED, applicant })) as [number, { id: string }];
  expect(made).toBe(201);
  expect((await call('manager', `/${id}/acceptance`, {}))[0]).toBe(200);
  const [, offer] = await call('customer', `/${id}/offers`, {});
  const { offerId, plans } = offer as { offerId: string; plans: SupplyPlansAnswer['plans'] };
  const plan = plans.find(({ kind }) => kind === 'mv-tee')!;
  const committed = async () => {
    const chain = await (await get(`/v1/elements/${plan.sources[0]!.nodeId}/chain`)).json();
    return chainAnswer.parse(chain).chain[0]!.committedKva;
  };
  const before = await committed();
  const wish = { offerId, planId: plan.id };
  const chosen = await call('customer', `/${id}/choice`, wish, { 'Idempotency-Key': 'first' });
  expect(chosen[0], JSON.stringify(chosen[1])).toBe(201);
  await expect.poll(committed, { timeout: 1_000 }).toBeGreaterThan(before);
  expect(await call('customer', `/${id}/choice`, wish, { 'Idempotency-Key': 'first' })).toEqual(chosen);
  const verify = (...more: string[]) =>
    runJiedian(houseIn(folder), 'audit', 'verify', '--region', 'demo', ...more);
  const operator = ['--server', service.address, '--token', service.tokens['operator']!];
  expect(await verify(...operator)).toMatchObject({ code: 0, stdout: 'region demo: all 4 links hold\n' });
  expect(await verify()).toMatchObject({ code: 1, stdout: '' });
});
