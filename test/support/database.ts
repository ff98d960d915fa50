import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Store } from '../../src/model/store.ts';
import type { Db } from '../../src/store/db.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';

/** A server to test on as well, from the environment. */
const SERVER = process.env['DATABASE_URL'];

const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A database of the test's own on the server: its address, and how to be rid of it. */
export const throwAwayDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `jiedian_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`,
  );
  const url = new URL(SERVER!);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database ${name} with (force)`) };
};

const openOnServer = async (): Promise<Db> => {
  const { url, drop } = await throwAwayDatabase();
  const db = await openDb({ databaseUrl: url });
  return {
    ...db,
    close: async () => {
      await db.close();
      await drop();
    },
  };
};

const embedded = { name: 'embedded', open: () => openDb({}) };
const server = { name: 'server', open: openOnServer };

/** Every kind of database that can be tested here; says loudly when the server is not among them. */
export const databases = (): readonly { name: string; open: () => Promise<Db> }[] => {
  if (SERVER !== undefined) return [embedded, server];
  console.warn('DATABASE_URL is not set: NOT tested on a PostGIS server, only on the embedded database');
  return [embedded];
};

/** An empty, migrated database: in memory, or on the server when DATABASE_URL is set. Gone when closed. */
export const openTestDb = (): Promise<Db> => (SERVER === undefined ? embedded : server).open();

/** An empty record of the test's own, as `openTestDb`. */
export const openTestStore = async (): Promise<Store> => storeOver(await openTestDb());
