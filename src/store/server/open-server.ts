import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import { throughSessions } from '../db.ts';
import type { Db, Param, Queries } from '../db.ts';
import { parserOf } from '../parse-value.ts';
import { StoreFault, toStoreFault } from '../store-fault.ts';
import { listenTo } from './listen-to.ts';

const CONNECTIONS = 10;
const CONNECT_MS = 10_000;
const GRACE_MS = 5_000;
/** The parsers read these forms; a role or database may have others as its default. */
const SESSION = `set datestyle to 'ISO'; set timezone to 'UTC'; set bytea_output to 'hex'`;

const faulting = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw toStoreFault(error);
  }
};

const copyIn = async (client: pg.ClientBase, target: string, lines: string): Promise<void> => {
  const stream = client.query(from(`copy ${target} from stdin`));
  stream.end(lines);
  await finished(stream);
};

const copyOut = async (
  client: pg.ClientBase,
  select: string,
  take: (piece: Uint8Array) => void,
): Promise<void> => {
  const stream = client.query(to(`copy (${select}) to stdout (format binary)`));
  for await (const piece of stream) take(piece as Buffer);
};

/** pg changes nothing in what it is given; its types only do not say so. */
const values = (params: readonly Param[]) => params as Param[];

const queriesOn = (client: pg.ClientBase): Queries => ({
  query: async (sql, params = []) =>
    (await faulting(client.query<Record<string, unknown>>(sql, values(params)))).rows,
  run: async (sql, params = []) => (await faulting(client.query(sql, values(params)))).rowCount ?? 0,
  exec: async (script) => {
    await faulting(client.query(script));
  },
  copyIn: (target, lines) => faulting(copyIn(client, target, lines)),
  copyOut: (select, take) => faulting(copyOut(client, select, take)),
});

/** Gives a connection up at once; left to itself a pipelined one would wait for what has been sent. */
const cutOff = (client: pg.PoolClient): void => {
  client.release(true);
  // Its types leave it out.
  (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
};

const endWithin = async (pools: readonly pg.Pool[], busy: Set<pg.PoolClient>): Promise<void> => {
  const cut = setTimeout(() => {
    for (const client of busy) cutOff(client);
    busy.clear();
  }, GRACE_MS);
  await Promise.all(pools.map((pool) => pool.end()));
  clearTimeout(cut);
};

/**
 * A PostgreSQL server behind the port.
 *
 * Connects when first used; a connection that failed is dropped and the next statement makes a new one.
 * Statements are never named, so a transaction-mode pooler may stand in between (LISTEN aside).
 */
export const openServer = (url: string): Db => {
  const types = { getTypeParser: parserOf };
  const config = { connectionString: url, types, application_name: 'jiedian', keepAlive: true };
  const poolOf = (pipeline: boolean): pg.Pool => {
    const made = new pg.Pool({ ...config, pipeline, max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MS });
    // Without a hearer the loss of an idle connection would end the process.
    return made.on('error', () => undefined);
  };
  // COPY cannot share a connection with statements that do not wait for it.
  const [pool, pipelining] = [poolOf(false), poolOf(true)];
  const busy = new Set<pg.PoolClient>();
  const ready = new WeakSet<pg.PoolClient>();

  const sessionFrom =
    (from: pg.Pool): Db['session'] =>
    async (work) => {
      const client = await faulting(from.connect());
      // A connection lost in the middle also fails the running statement, which tells the caller.
      const ignore = () => undefined;
      client.on('error', ignore);
      busy.add(client);
      let failed = true;
      try {
        if (!ready.has(client)) await faulting(client.query(SESSION));
        ready.add(client);
        const result = await work(queriesOn(client));
        failed = false;
        return result;
      } catch (error) {
        // What this program refused has been rolled back, and the connection is as it was.
        failed = error instanceof StoreFault;
        throw error;
      } finally {
        client.off('error', ignore);
        // After a failure the state of the connection is unknown: a new one costs milliseconds.
        if (busy.delete(client)) client.release(failed);
      }
    };
  const session = sessionFrom(pool);

  return {
    kind: 'server',
    session,
    pipelined: sessionFrom(pipelining),
    ...throughSessions(session),
    listen: (channel, hear) => faulting(listenTo(config, channel, hear)),
    close: () => faulting(endWithin([pool, pipelining], busy)),
  };
};
