import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readEvents, take } from '../support/read-events.ts';
import { houseIn, serveJiedian } from '../support/run-jiedian.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('a service tells readers and webhooks what happens, and stops at once all the same', async () => {
  const posted: string[] = [];
  const receiver = createServer((req, res) => {
    void text(req).then((body) => {
      posted.push((JSON.parse(body) as { type: string }).type);
      res.end();
    });
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const env = { ...houseIn(await temporaryFolder()), JIEDIAN_WEBHOOK_TARGETS: 'private' };
  const service = await serveJiedian(env);
  const { address, tokens } = service;
  const call = (role: string, path: string, body?: object) =>
    fetch(`${address}/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${tokens[role]!}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await call('operator', '/webhooks', { region: 'demo', url })).status).toBe(201);
  const made = await call('customer', '/applications', {
    site: { lon: 113.21, lat: 33.97, crs: 'WGS84' },
    demand: { capacityKva: 630 },
    customer: { category: 'industrial' },
    applicant: { name: '示例食品厂', contact: '0375-0000000' },
  });
  const { id } = (await made.json()) as { id: string };
  const events = readEvents(await call('customer', `/applications/${id}/events`));
  await take(events, 1);
  expect((await call('manager', `/applications/${id}/acceptance`, {})).status).toBe(200);
  expect((await take(events, 1))[0]).toMatchObject({ event: 'accept' });
  await expect.poll(() => posted, { timeout: 4_000 }).toEqual(['application.create', 'application.accept']);
  const before = performance.now();
  const [{ code, stderr }, last] = await Promise.all([service.stop(), events.next()]);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect([code, stderr.split('\n').filter((line) => line.startsWith('{'))]).toEqual([0, []]);
  expect(last.done).toBe(true);
  receiver.close();
}, 120_000);
