import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Drive } from '../../bench/load/driven.ts';
import { flood } from '../../bench/load/flood.ts';
import { paced } from '../../bench/load/paced.ts';

const LOAD = { connections: 4, seconds: 1, warmSeconds: 0 };
const BODIES = ['0', '1', '2', '3'];
let server: Server;

/** A server that answers after a while, and refuses one of the bodies; with when each body came, ms. */
async function serve(waitMs: number, refused = ''): Promise<{ drive: Drive; came: [string, number][] }> {
  const came: [string, number][] = [];
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      came.push([body, performance.now()]);
      res.statusCode = body === refused ? 503 : 200;
      void sleep(waitMs).then(() => res.end('{}'));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { drive: { url: `http://127.0.0.1:${port}`, pid: process.pid, token: 't', bodies: BODIES }, came };
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a paced load sends at even intervals, whatever is still unanswered', async () => {
  const { drive, came } = await serve(300);
  const begun = performance.now();
  const { p50, refused } = await paced(drive, LOAD, 40);
  expect(came).toHaveLength(40);
  expect(refused).toBe(0);
  expect(p50).toBeGreaterThanOrEqual(299);
  // All forty on four connections that wait for their answers would take three seconds; in bursts, no time at all.
  // From the beginning of the load: the first may come late on a machine that is busy.
  const took = came.at(-1)![1] - begun;
  expect(took).toBeGreaterThan(800);
  expect(took).toBeLessThan(2500);
});

test('a paced load counts what is refused', async () => {
  const { drive } = await serve(0, '2');
  expect((await paced(drive, LOAD, 40)).refused).toBe(10);
});

test('each connection of a flood begins at another body', async () => {
  const { drive, came } = await serve(50);
  const { perSecond, p50 } = await flood(drive, LOAD);
  expect(new Set(came.slice(0, 4).map(([body]) => body)).size).toBe(4);
  expect(perSecond).toBeGreaterThan(10);
  expect(p50).toBeGreaterThanOrEqual(49);
});
