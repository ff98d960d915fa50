import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

const DRAIN_MS = 30_000;

interface Listening {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Takes no more connections, lets running requests finish (at most 30 s), then resolves. */
  close(): Promise<void>;
}

/**
 * Serves an application.
 *
 * @param at Port 0 takes any free one.
 * @throws Error of the system when the address cannot be had, such as `EADDRINUSE`.
 */
export async function listen(
  app: Express,
  at: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(app);
  await once(server.listen(at.port, at.host), 'listening');
  let closed: Promise<void> | undefined;
  return { address: addressOf(server), close: () => (closed ??= drain(server, app)) };
}

async function drain(server: Server, app: Express): Promise<void> {
  app.enable('draining');
  const closed = once(server, 'close');
  server.close();
  // Connections that are kept alive would otherwise bring new requests for as long as they like.
  server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'));
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const enough = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(enough);
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('not listening on a port');
  return `http://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`;
}
