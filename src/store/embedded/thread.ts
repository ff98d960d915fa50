/**
 * The thread in which the embedded database lives. In the main thread it would starve the event loop: its
 * answers come by micro-tasks alone, so no timer and no socket gets a turn while queries follow each other.
 */
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Extension } from '@electric-sql/pglite';
import type { MessagePort } from 'node:worker_threads';
import { PARSERS } from '../parse-value.ts';
import { toStoreFault } from '../store-fault.ts';
import type { Reply, Request, Result, ThreadStart } from './protocol.ts';

const SESSION = `set datestyle to 'ISO'; set timezone to 'UTC'`;

const trimmed = (bundle: string): Extension => ({
  name: postgis.name,
  setup: async (database, options) => ({
    ...(await postgis.setup(database, options)),
    bundlePath: pathToFileURL(bundle),
  }),
});

const start = async ({ directory, dump, bundle }: ThreadStart): Promise<PGlite> => {
  const database = await PGlite.create({
    ...(directory === null ? {} : { dataDir: directory }),
    ...(dump === null ? {} : { loadDataDir: new Blob([await readFile(dump)]) }),
    extensions: { postgis: bundle === null ? postgis : trimmed(bundle), pg_trgm },
    parsers: PARSERS,
  });
  await database.exec(SESSION);
  return database;
};

const answer = async (database: PGlite, request: Request): Promise<Result> => {
  switch (request.op) {
    case 'query': {
      const { rows, affectedRows } = await database.query<Record<string, unknown>>(request.sql, [
        ...request.params,
      ]);
      return { rows, changed: affectedRows ?? 0 };
    }
    case 'exec':
      await database.exec(request.sql);
      return {};
    case 'copy':
      await database.query(`copy ${request.target} from '/dev/blob'`, [], {
        blob: new Blob([request.lines]),
      });
      return {};
    case 'copy-out': {
      const { blob } = await database.query(`copy (${request.select}) to '/dev/blob' (format binary)`);
      return blob === undefined ? {} : { bytes: new Uint8Array(await blob.arrayBuffer()) };
    }
    case 'listen':
    case 'unlisten':
      await database.exec(`${request.op} "${request.channel.replaceAll('"', '""')}"`);
      return {};
    case 'dump':
      return { bytes: new Uint8Array(await (await database.dumpDataDir('gzip')).arrayBuffer()) };
    case 'close':
      await database.close();
      return {};
  }
};

const serve = async (port: MessagePort): Promise<void> => {
  const say = (reply: Reply) => {
    port.postMessage(reply);
  };
  const database = await start(workerData as ThreadStart);
  database.onNotification((channel, payload) => {
    say({ kind: 'heard', channel, payload });
  });
  port.on('message', (request: Request) => {
    answer(database, request).then(
      (result) => {
        say({ kind: 'done', result });
        if (request.op === 'close') port.close();
      },
      (error: unknown) => {
        // Errors lose their class between threads; message and code are what the other side needs.
        const { message, code } = toStoreFault(error);
        say({ kind: 'failed', message, code });
      },
    );
  });
  say({ kind: 'ready' });
};

if (parentPort === null) throw new Error('the embedded database runs in a thread of its own');
await serve(parentPort);
