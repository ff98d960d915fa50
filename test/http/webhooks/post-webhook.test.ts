import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { lookupAllowed } from '../../../src/http/webhooks/lookup-allowed.ts';
import { postWebhook } from '../../../src/http/webhooks/post-webhook.ts';
import { signWebhook } from '../../../src/http/webhooks/sign-webhook.ts';
import type { DueDelivery } from '../../../src/model/webhook-book.ts';

const AT = new Date('2026-11-20T02:00:00.500Z');
const KEY = Buffer.alloc(32, 7);

const dueAt = (url: string): DueDelivery => ({
  region: 'demo',
  webhookId: 'abc',
  url,
  secret: `whsec_${KEY.toString('base64')}`,
  tries: 1,
  event: {
    region: 'demo',
    seq: 12,
    applicationId: 'a1',
    at: '2026-11-20T01:00:00.000Z',
    kind: 'choose',
    by: 'customer',
    status: 'chosen',
    version: 4,
    validUntil: '2027-11-20',
    about: { planId: 'p1' },
  },
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
const receiver = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=1`;
};
const answering = (status: number, headers: Record<string, string> = {}) =>
  receiver((req, res) => {
    req.resume();
    res.writeHead(status, headers).end();
  });

describe('a webhook', () => {
  it('is signed over its id, its time and its body, as Standard Webhooks says', async () => {
    let got: { headers: IncomingMessage['headers']; path: string; body: string } | null = null;
    const url = await receiver((req, res) => {
      void text(req).then((body) => {
        got = { headers: req.headers, path: req.url!, body };
        res.writeHead(204).end();
      });
    });
    expect(await postWebhook(dueAt(url), AT, 'private')).toBeNull();
    const { headers, path, body } = got!;
    expect(path).toBe('/hook?key=1');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': 'abc-12',
      'webhook-timestamp': '1795140000',
    });
    const signature = createHmac('sha256', KEY).update(`abc-12.1795140000.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(JSON.parse(body)).toEqual({
      type: 'application.choose',
      timestamp: '2026-11-20T01:00:00.000Z',
      data: {
        seq: 12,
        region: 'demo',
        applicationId: 'a1',
        at: '2026-11-20T01:00:00.000Z',
        kind: 'choose',
        by: 'customer',
        status: 'chosen',
        version: 4,
        validUntil: '2027-11-20',
        planId: 'p1',
      },
    });
  });

  it('has the signature of the published example', () => {
    expect(
      signWebhook(
        'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        '{"test": 2432232314}',
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it.each([200, 201, 299])('is taken with status %i', async (status) => {
    expect(await postWebhook(dueAt(await answering(status)), AT, 'private')).toBeNull();
  });

  it.each([300, 400, 410, 429, 500])('is not taken with status %i', async (status) => {
    expect(await postWebhook(dueAt(await answering(status)), AT, 'private')).toBe(`status ${status}`);
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const behind = await receiver((_req, res) => {
      asked++;
      res.end();
    });
    const url = await answering(307, { Location: behind });
    expect(await postWebhook(dueAt(url), AT, 'private')).toBe('status 307');
    expect(asked).toBe(0);
  });

  it('waits so long and no longer', async () => {
    const silent = await receiver(() => undefined);
    expect(await postWebhook(dueAt(silent), AT, 'private', 100)).toBe('no answer within 0.1 s');
  });

  it('reads nothing of an answer but its status', async () => {
    let written = 0;
    const closed = new Promise<void>((resolve) => {
      void receiver((_req, res) => {
        const more = (): void => {
          written += 65_536;
          if (res.write(Buffer.alloc(65_536)) && written < 100_000_000) setImmediate(more);
        };
        res
          .on('drain', more)
          .on('close', resolve)
          .on('error', () => undefined)
          .writeHead(200);
        more();
      }).then((url) => postWebhook(dueAt(url), AT, 'private'));
    });
    await closed;
    expect(written).toBeLessThan(20_000_000);
  });

  it('goes nowhere it may not, whatever was registered', async () => {
    const url = await answering(200);
    expect(await postWebhook(dueAt(url), AT, 'public')).toBe('the address is not allowed');
    expect(await postWebhook(dueAt('http://169.254.169.254/'), AT, 'private')).toBe(
      'the address is not allowed',
    );
  });

  it('says why it could not be sent', async () => {
    expect(await postWebhook(dueAt('http://127.0.0.1:1/'), AT, 'private')).toMatch(/ECONNREFUSED/u);
  });
});

describe('a name', () => {
  const ask = (targets: 'public' | 'private', all: boolean) =>
    new Promise<unknown>((resolve) => {
      lookupAllowed(targets)('localhost', { all }, (error, ...found) => {
        resolve(error === null ? found : error.message);
      });
    });

  it('leads only where a webhook may go', async () => {
    expect(await ask('public', true)).toBe('localhost leads to no address that is allowed');
    expect(await ask('public', false)).toBe('localhost leads to no address that is allowed');
    expect(await ask('private', false)).toEqual([expect.stringMatching(/^(127\.|::1)/u), expect.any(Number)]);
    const [every] = (await ask('private', true)) as [{ address: string }[]];
    expect(every.length).toBeGreaterThan(0);
  });
});
