import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';

const DRAIN_MS = 30_000;

interface Listening {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Takes no more connections, lets running requests finish (at most 30 s), then resolves. */
  readonly close: () => Promise<void>;
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
  const idle = idleSockets(server);
  await once(server.listen(at.port, at.host), 'listening');
  let closed: Promise<void> | undefined;
  return { address: addressOf(server), close: () => (closed ??= drain(server, app, idle)) };
}

/** Connections without a running request. Node's own list leaves out those that have not sent one yet. */
function idleSockets(server: Server): ReadonlySet<Socket> {
  const idle = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.prependListener('request', ({ socket }, res) => {
    idle.delete(socket);
    res.once('close', () => {
      if (!server.listening) socket.end();
      else if (!socket.destroyed) idle.add(socket);
    });
  });
  return idle;
}

async function drain(server: Server, app: Express, idle: ReadonlySet<Socket>): Promise<void> {
  app.enable('draining');
  const closed = once(server, 'close');
  server.close();
  for (const socket of idle) socket.destroy();
  const enough = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearTimeout(enough);
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('not listening on a port');
  return `http://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}`;
}
