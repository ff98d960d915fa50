import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Db } from '../db.ts';
import { lockDirectory } from './lock-directory.ts';
import { prepare } from './prepare.ts';
import { startThread } from './start-thread.ts';
import { tarEntries } from './tar.ts';
import { threadDb } from './thread-db.ts';

/** Unpacks a prepared cluster; the directory appears whole or not at all. Needs the lock. */
const unpack = async (dump: string, directory: string): Promise<void> => {
  const draft = `${directory}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  for (const { name, isDirectory, content } of tarEntries(gunzipSync(await readFile(dump)))) {
    const path = join(draft, name);
    await mkdir(isDirectory ? path : dirname(path), { recursive: true, mode: 0o700 });
    if (!isDirectory) await writeFile(path, content, { mode: 0o600 });
  }
  await rename(draft, directory);
};

const openInMemory = async (): Promise<Db> => {
  const thread = await startThread({ directory: null, ...(await prepare(null)) });
  return threadDb(thread, () => Promise.resolve());
};

const openDirectory = async (home: string): Promise<Db> => {
  await mkdir(home, { recursive: true });
  const directory = join(home, 'pg');
  const unlock = await lockDirectory(directory);
  try {
    const { dump, bundle } = await prepare(home);
    if (!existsSync(directory)) await unpack(dump, directory);
    return threadDb(await startThread({ directory, dump: null, bundle }), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
};

/**
 * The embedded database: PostgreSQL and PostGIS in WebAssembly, in a thread of its own.
 *
 * What was acknowledged survives the death of the process. It does not survive a loss of power for certain: this
 * build of PostgreSQL cannot make the system write its files through. Use a server where that matters.
 *
 * @param dataDir Folder of the cluster (in `pg`) and its lock; `undefined` = in memory, gone when closed.
 * @throws StoreFault naming the process that uses the directory already.
 */
export const openEmbedded = (dataDir: string | undefined): Promise<Db> =>
  dataDir === undefined ? openInMemory() : openDirectory(resolve(dataDir));
