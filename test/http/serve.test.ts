import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { listen } from '../../src/http/serve.ts';
import { gate } from './gate.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };

describe('a server', () => {
  it('says where it listens', async () => {
    const app = express();
    app.get('/', (_req, res) => void res.send('here'));
    const { address, close } = await listen(app, LOCAL);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(await (await fetch(address)).text()).toBe('here');
    await close();
    await expect(fetch(address)).rejects.toThrow();
  });

  it('whose port is taken does not start', async () => {
    const first = await listen(express(), LOCAL);
    const port = Number(new URL(first.address).port);
    await expect(listen(express(), { ...LOCAL, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });

  it('finishes what runs before it closes, is known to drain, and closes once', async () => {
    const app = express();
    const [running, held] = [gate(), gate()];
    app.get('/slow', async (_req, res) => {
      running.open();
      await held.opened;
      res.send('finished');
    });
    const { address, close } = await listen(app, LOCAL);
    const slow = fetch(`${address}/slow`);
    await running.opened;
    let isClosed = false;
    const closing = close().then(() => (isClosed = true));
    expect(close()).toBeInstanceOf(Promise);
    expect(app.enabled('draining')).toBe(true);
    await expect(fetch(`${address}/slow`)).rejects.toThrow();
    expect(isClosed).toBe(false);
    held.open();
    expect(await (await slow).text()).toBe('finished');
    await closing;
  });

  it('does not wait for connections that have asked nothing yet', async () => {
    const { address, close } = await listen(express(), LOCAL);
    const silent = connect(Number(new URL(address).port), LOCAL.host);
    await once(silent, 'connect');
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(1000);
    silent.destroy();
  });

  it('does not wait for connections that are only kept alive', async () => {
    const app = express();
    app.get('/', (_req, res) => void res.send('x'));
    const { address, close } = await listen(app, LOCAL);
    const agent = new Agent({ keepAlive: true });
    const [response] = (await once(get(address, { agent }), 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
    const started = performance.now();
    await close();
    expect(performance.now() - started).toBeLessThan(1000);
    agent.destroy();
  });
});
