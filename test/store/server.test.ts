import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDb } from '../../src/store/open-store.ts';
import { openServer } from '../../src/store/server/open-server.ts';
import { migrate } from '../../src/store/migrate.ts';
import { throwAwayDatabase } from '../support/database.ts';

const SERVER = process.env['DATABASE_URL'];
if (SERVER === undefined) console.warn('DATABASE_URL is not set: what only a server does is NOT tested');

describe.skipIf(SERVER === undefined)('a PostGIS server', () => {
  let database: Awaited<ReturnType<typeof throwAwayDatabase>>;
  const role = `jiedian_plain_${randomBytes(4).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  beforeAll(async () => {
    database = await throwAwayDatabase();
    await admin(`create role ${role} login password '${role}'`);
    await admin(`grant all on schema public to ${role}`);
  });
  afterAll(async () => {
    await admin(`drop owned by ${role}; drop role ${role}`);
    await database.drop();
  });

  it('is unreachable with a word about where', async () => {
    await expect(openDb({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      name: 'StoreFault',
      message: expect.stringContaining('127.0.0.1:1') as string,
    });
  });

  it('says which statement a superuser must run where the role may not create PostGIS', async () => {
    const url = new URL(database.url);
    [url.username, url.password] = [role, role];
    await expect(openDb({ databaseUrl: url.href })).rejects.toThrow(
      `a superuser must run CREATE EXTENSION postgis; once in the database ${url.pathname.slice(1)}`,
    );
    await admin('create extension postgis; create extension pg_trgm');
    await expect(openDb({ databaseUrl: url.href })).rejects.toThrow(
      /a superuser must run .*GRANT jiedian_casework TO/u,
    );
    await admin(
      `do $$ begin create role jiedian_casework nologin; exception when duplicate_object then null; end $$`,
    );
    await admin(`grant jiedian_casework to ${role}`);
    const db = await openDb({ databaseUrl: url.href });
    expect(await db.query('select count(*) as n from regions')).toEqual([{ n: 0 }]);
    await db.close();
    await admin(`reassign owned by ${role} to current_user`);
  });

  it('migrates once when several replicas start together', async () => {
    const { url, drop } = await throwAwayDatabase();
    const dbs = await Promise.all([1, 2, 3].map(() => openDb({ databaseUrl: url })));
    const [row] = await dbs[0]!.query(
      'select count(*) as n, count(distinct name) as names from schema_migrations',
    );
    expect(row!['n']).toBe(row!['names']);
    await Promise.all(dbs.map((db) => db.close()));
    await drop();
  });

  it('works on and listens on after its connections were cut', async () => {
    const { url, drop } = await throwAwayDatabase();
    const db = openServer(url);
    const heard: string[] = [];
    await db.listen('word', (payload) => heard.push(payload));
    await db.query('select 1 as n');
    await admin(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
    );
    await vi.waitFor(() => db.query('select 1 as n'));
    await vi.waitFor(
      async () => {
        await db.notify('word', 'again');
        expect(heard).toContain('again');
      },
      { timeout: 10_000, interval: 200 },
    );
    await db.close();
    await drop();
  });

  it.each(['session', 'pipelined'] as const)(
    'cuts a running query of a %s off when it closes',
    async (held) => {
      const db = openServer(database.url);
      const slow = expect(db[held]((on) => on.query('select pg_sleep(600)'))).rejects.toThrow();
      const started = performance.now();
      await db.close();
      await slow;
      expect(performance.now() - started).toBeLessThan(15_000);
    },
  );

  it('refuses a database whose letters end with ASCII', async () => {
    const name = `jiedian_test_${randomBytes(6).toString('hex')}`;
    await admin(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const db = openServer(url.href);
    await expect(migrate(db)).rejects.toThrow(/LC_CTYPE 'C.UTF-8'/);
    await db.close();
    await admin(`drop database ${name} with (force)`);
  });
});
