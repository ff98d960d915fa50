import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ClientBase } from 'pg';
import type { Db, Param, Queries } from './db.ts';
import { ensureExtensions } from './ensure-extensions.ts';
import { textOf } from './sql-row.ts';
import { StoreFault } from './store-fault.ts';

/** The compiler copies no SQL, so the source folder serves both; `src` and `dist` lie equally deep. */
export const MIGRATIONS = fileURLToPath(new URL('../../src/store/migrations/', import.meta.url));

const TABLE = 'schema_migrations';

const appliedIn = async (db: Db): Promise<readonly string[]> => {
  const tables = await db.query(`select 1 from pg_tables where schemaname = 'public' and tablename = $1`, [
    TABLE,
  ]);
  if (tables.length === 0) return [];
  return (await db.query(`select name from ${TABLE} order by id`)).map((row) => textOf(row, 'name'));
};

const known = async (): Promise<readonly string[]> =>
  (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -4));

/** As much of pg's client as the runner uses: selects for their rows, everything else as a script. */
const clientOver = (on: Queries): ClientBase => {
  const query = async (sql: string, params?: readonly Param[]) => {
    if (params !== undefined || /^\s*select\b/i.test(sql)) return { rows: await on.query(sql, params) };
    await on.exec(sql);
    return { rows: [] };
  };
  return { query } as unknown as ClientBase;
};

const silent = () => undefined;

/** The runner holds an advisory lock, so replicas that start together migrate once. */
const runPending = (db: Db): Promise<void> =>
  db.session(async (on) => {
    // Loaded only when there is something to do: it costs a fifth of a second at every start.
    const { runner } = await import('node-pg-migrate');
    await runner({
      dbClient: clientOver(on),
      dir: MIGRATIONS,
      migrationsTable: TABLE,
      direction: 'up',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: silent, info: silent, warn: silent, error: silent },
    });
  });

/**
 * Brings a database to the schema of this program: extensions first, then the numbered files of `migrations/`.
 *
 * @throws StoreFault when the database's schema is newer than this program, or an extension cannot be had.
 */
export const migrate = async (db: Db): Promise<void> => {
  await ensureExtensions(db);
  const [applied, files] = [await appliedIn(db), await known()];
  const newer = applied.filter((name) => !files.includes(name));
  if (newer.length > 0) {
    throw new StoreFault(
      `the database is newer than this program: it has ${newer.join(', ')}; start the newer version`,
    );
  }
  if (files.some((name) => !applied.includes(name))) await runPending(db);
};
