import { once } from 'node:events';
import { type ServerResponse, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { expect, it } from 'vitest';
import { EventStream, type Streaming } from '../../src/http/casework/event-stream.ts';
import type { CaseEvent } from '../../src/model/case-book.ts';

const event = (seq: number, about: CaseEvent['about'] = {}): CaseEvent => ({
  region: 'demo',
  seq,
  applicationId: 'a1',
  at: '2026-11-20T02:00:00.000Z',
  kind: 'edit',
  by: 'manager',
  status: 'accepted',
  version: seq,
  validUntil: null,
  about,
});

/** One stream over a socket, and its reader. */
const opened = async (over: Partial<Streaming>, heartbeatMs: number) => {
  const streaming = { after: 0, read: () => Promise.resolve([]), forMs: 60_000, onFailed: () => undefined };
  const server = createServer((_req, res: ServerResponse) => {
    new EventStream(res as Response, { ...streaming, ...over }, heartbeatMs).start();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const asked = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { answer, server };
};

it('beats while nothing happens', async () => {
  const { answer, server } = await opened({}, 20);
  let text = '';
  answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await expect.poll(() => text).toMatch(/^retry: 2000\n\n(:\n\n){3}/u);
  answer.destroy();
  server.close();
});

it('ends where the record cannot be read, and says why', async () => {
  const failed: unknown[] = [];
  const { answer, server } = await opened(
    { read: () => Promise.reject(new Error('down')), onFailed: (error) => failed.push(error) },
    60_000,
  );
  await once(answer.resume(), 'end');
  expect(failed).toEqual([new Error('down')]);
  server.close();
});

it('reads no further while its reader does not, and leaves one that is dead', async () => {
  let pages = 0;
  const long = { planId: 'x'.repeat(10_000) };
  const { answer, server } = await opened(
    {
      read: (after) => {
        pages++;
        return Promise.resolve(Array.from({ length: 100 }, (_, i) => event(after + i + 1, long)));
      },
    },
    200,
  );
  answer.on('error', () => undefined).pause();
  await expect
    .poll(
      () =>
        new Promise<number>((resolve) => {
          server.getConnections((_error, count) => {
            resolve(count);
          });
        }),
      { timeout: 5000 },
    )
    .toBe(0);
  // What the sockets took in between is a few megabytes, not everything.
  expect(pages).toBeLessThan(30);
  server.close();
});

it('sends each event once, page after page', async () => {
  const { answer, server } = await opened(
    {
      after: 5,
      read: (after, limit) =>
        Promise.resolve(
          Array.from({ length: 250 }, (_, i) => event(i + 1))
            .filter(({ seq }) => seq > after)
            .slice(0, limit),
        ),
    },
    60_000,
  );
  let text = '';
  answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await expect
    .poll(() => [...text.matchAll(/^id: (\d+)$/gmu)].map(([, id]) => Number(id)))
    .toEqual(Array.from({ length: 245 }, (_, i) => i + 6));
  answer.destroy();
  server.close();
});
