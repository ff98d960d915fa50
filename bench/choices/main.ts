/**
 * Choices under load: how long one takes, and how many a second there are, with one, two and four processes of the service
 * on one PostGIS server. Once with the plans of each client leaning on a main transformer of its own, once all on the same.
 * Prints a markdown table.
 *
 *   npm run bench:choices [-- --quick]
 *
 * Makes a PostgreSQL cluster of its own (as root, Debian's postgresql-common) and removes it.
 */
import { parseArgs } from 'node:util';
import { signToken } from '../../src/http/tokens.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { bringRows } from '../../test/support/case-house.ts';
import { Fleet } from '../faults/fleet.ts';
import { hasPostgres, startCluster } from '../peers/postgres/cluster.ts';
import { quantile, table } from '../support/figures.ts';
import { Client } from './client.ts';
import { type Leaning, REGION, rowsOf } from './region.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const CLIENTS = 16;
const CHOICES_EACH = values.quick ? 4 : 12;
const REPLICAS = [1, 2, 4];
const PORT = 5479;
const SECRET = 'a key for the bench alone, of more than 32 bytes';
const key = new TextEncoder().encode(SECRET);

if (!hasPostgres('postgis')) {
  console.error('no PostgreSQL 15 with PostGIS that root could make a cluster of: nothing was measured');
  process.exit(0);
}
const cluster = startCluster({ name: 'jiedian_choices', port: PORT, settings: { max_connections: '200' } });
const urlOf = (database: string): string => `postgres://postgres@127.0.0.1:${PORT}/${database}`;

/** A database of its own for each measurement: the room of the one before is not taken. */
async function freshDatabase(name: string): Promise<string> {
  const admin = await openDb({ databaseUrl: urlOf('postgres') });
  try {
    await admin.exec(`create database ${name}`);
  } finally {
    await admin.close();
  }
  return urlOf(name);
}

async function measure(replicas: number, leaning: Leaning): Promise<readonly string[]> {
  const databaseUrl = await freshDatabase(`${leaning}_${replicas}`);
  const db = await openDb({ databaseUrl });
  await bringRows(storeOver(db), REGION, rowsOf(CLIENTS, leaning));
  const fleet = new Fleet(replicas, { DATABASE_URL: databaseUrl, JIEDIAN_SECRET: SECRET });
  try {
    await fleet.allReady();
    const caller = { role: 'manager' as const, sub: 'choices', regions: [REGION], minutes: 60 };
    const token = await signToken(caller, key, new Date());
    const { addresses } = fleet;
    const clients = Array.from({ length: CLIENTS }, (_, i) => {
      const address = addresses[i % replicas] ?? '';
      return new Client({ address, token, leaning }, i);
    });
    for (const client of clients) await client.prepare(CHOICES_EACH);
    const from = performance.now();
    await Promise.all(clients.map((client) => client.chooseAll()));
    const seconds = (performance.now() - from) / 1000;
    const ms = clients.flatMap((client) => client.ms);
    const [kept] = await db.query(`select count(*)::integer as n from choices where ended_at is null`);
    if (kept?.['n'] !== ms.length)
      throw new Error(`${ms.length} choices were answered, ${String(kept?.['n'])} kept`);
    const shown = (share: number): string => String(Math.round(quantile(ms, share)));
    return [leaning, String(replicas), (ms.length / seconds).toFixed(1), shown(0.5), shown(0.99)];
  } finally {
    await fleet.close();
    await db.close();
  }
}

try {
  const rows: (readonly string[])[] = [];
  for (const leaning of ['spread', 'contended'] as const)
    for (const replicas of REPLICAS) {
      rows.push(await measure(replicas, leaning));
      console.error(`… ${leaning}, ${replicas}: done`);
    }
  console.log(table(['choices', 'processes', 'a second', 'median ms', 'p99 ms'], rows));
} finally {
  cluster.close();
}
