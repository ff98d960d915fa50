import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { startThread } from './start-thread.ts';
import { tarEntries, toTar } from './tar.ts';
import { threadDb } from './thread-db.ts';

/** Files from which the embedded database starts in about a second instead of ten. */
export interface Prepared {
  /** A cluster with the extensions and all migrations. */
  readonly dump: string;
  /** PostGIS without its raster and topology libraries, which cost most of the start and are not used. */
  readonly bundle: string;
}

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/jiedian/', import.meta.url));
const KEPT = [/\/postgis-3\.so$/, /\/postgis\.control$/, /\/proj\.db$/];

/** Main file of an installed package. */
const mainOf = (name: string): string => createRequire(import.meta.url).resolve(name);

/** Changes whenever a prepared cluster would differ. */
const keyOf = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', '@electric-sql/pglite-postgis']) {
    hash.update(await readFile(join(dirname(mainOf(name)), '../package.json')));
  }
  for (const file of (await readdir(MIGRATIONS)).sort()) {
    hash.update(file).update(await readFile(join(MIGRATIONS, file)));
  }
  return hash.digest('hex').slice(0, 16);
};

const isWritable = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const trimBundle = async (): Promise<Buffer> => {
  const whole = await readFile(join(dirname(mainOf('@electric-sql/pglite-postgis')), 'postgis.tar.gz'));
  const entries = tarEntries(gunzipSync(whole));
  return gzipSync(toTar(entries.filter(({ name }) => KEPT.some((kept) => kept.test(name)))));
};

const createDump = async (): Promise<Uint8Array> => {
  const thread = await startThread({ directory: null, dump: null, bundle: null });
  const db = threadDb(thread, () => Promise.resolve());
  try {
    await migrate(db);
    await db.exec('checkpoint');
    return (await thread.ask({ op: 'dump' })).bytes ?? new Uint8Array();
  } finally {
    await db.close();
  }
};

const filesIn = (folder: string): Prepared => ({
  dump: join(folder, 'cluster.tar.gz'),
  bundle: join(folder, 'postgis.tar.gz'),
});

/** Both files appear at once: another process sees all or nothing, and of two that make them one wins. */
const make = async (folder: string): Promise<void> => {
  const draft = await mkdtemp(`${folder}.`);
  try {
    const { dump, bundle } = filesIn(draft);
    await writeFile(bundle, await trimBundle());
    await writeFile(dump, await createDump());
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(filesIn(folder).dump)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};

/**
 * The prepared files, made on the first call on this machine (some ten seconds) and kept in the tools' cache.
 *
 * @param beside Folder to keep them in where the cache cannot be written; `null` = make them for this once.
 */
export const prepare = async (beside: string | null): Promise<Prepared> => {
  const key = await keyOf();
  const home = (await isWritable(CACHE)) ? CACHE : (beside ?? (await mkdtemp(join(tmpdir(), 'jiedian-'))));
  const folder = join(home, `prepared-${key}`);
  if (!existsSync(folder)) await make(folder);
  return filesIn(folder);
};
