import { transaction } from './db.ts';
import type { Db } from './db.ts';
import { numberOf, textOf } from './sql-row.ts';
import { StoreFault } from './store-fault.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Replicas that start together would otherwise create an extension twice, and one of them fail. */
const LOCK = 2_026_112_001;

const STATE = `
  select wanted.name,
         exists (select from pg_available_extensions a where a.name = wanted.name) as available,
         exists (select from pg_extension e where e.extname = wanted.name) as installed,
         current_setting('server_version_num')::integer / 10000 as major,
         current_database() as database
  from (values ('postgis'), ('pg_trgm')) as wanted (name)`;

const packageOf = (extension: string, major: number): string =>
  extension === 'postgis' ? `postgresql-${major}-postgis-3` : `postgresql-contrib`;

const create = async (db: Db, extension: string, database: string): Promise<void> => {
  try {
    await transaction(db, 'write', async (on) => {
      await on.query('select pg_advisory_xact_lock($1)', [LOCK]);
      await on.exec(`create extension if not exists ${extension}`);
    });
  } catch (error) {
    if (!(error instanceof StoreFault) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new StoreFault(
      `this role may not create the extension ${extension}: ` +
        `a superuser must run CREATE EXTENSION ${extension}; once in the database ${database}`,
      { code: error.code, cause: error },
    );
  }
};

/**
 * Creates PostGIS and pg_trgm where they are missing.
 *
 * @throws StoreFault that says which package to install, or which statement a superuser has to run; or that the
 *         database cannot tell Chinese letters from punctuation, which would make address search find nothing.
 */
export const ensureExtensions = async (db: Db): Promise<void> => {
  for (const row of await db.query(STATE)) {
    const name = textOf(row, 'name');
    if (row['installed'] === true) continue;
    if (row['available'] !== true) {
      throw new StoreFault(
        `the database server has no ${name}: install it there ` +
          `(Debian and Ubuntu: apt install ${packageOf(name, numberOf(row, 'major'))})`,
      );
    }
    await create(db, name, textOf(row, 'database'));
  }
  const [letters] = await db.query(`select cardinality(show_trgm('接电')) as count`);
  if (letters === undefined || numberOf(letters, 'count') === 0) {
    throw new StoreFault(
      `the database's character type does not know Chinese letters: create it with ` +
        `TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8'`,
    );
  }
};
