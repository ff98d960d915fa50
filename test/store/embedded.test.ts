import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/store/db.ts';
import { lockDirectory } from '../../src/store/embedded/lock-directory.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDb, openStore } from '../../src/store/open-store.ts';
import { SMALL, from, run, smallGrid, staged } from '../support/staged-items.ts';
import { isWholeProof } from '../support/proofs.ts';

/** A start of the embedded database takes seconds: these are left to the whole proof. */
const inProof = it.runIf(isWholeProof);

const CHILD = new URL('../support/writing-child.ts', import.meta.url).pathname;

/** A process that opens a directory and inserts numbers, saying each one once it is acknowledged. */
const startChild = (directory: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', CHILD, directory], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Waits until the child has said at least `count` numbers; kills it; returns the last whole number it said. */
const killAfter = async (child: ChildProcess, count: number): Promise<number> => {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.split('\n').length > count) break;
  }
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  return Number(said.split('\n').at(-2));
};

describe('the embedded database', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'jiedian-store-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const withDb = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = await openDb({ dataDir: directory });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  };

  it('keeps what was imported when it is closed, and opens again without creating a cluster', async () => {
    const first = await openStore({ dataDir: directory });
    await first.importRows(run(), from(smallGrid()));
    const before = await first.readRegion('r');
    await first.close();
    const [started, cpuBefore] = [performance.now(), process.cpuUsage()];
    const second = await openStore({ dataDir: directory });
    const { user, system } = process.cpuUsage(cpuBefore);
    console.log(`embedded: reopened in ${(performance.now() - started).toFixed(0)} ms`);
    // Processor time, because the machine may be busy: opening costs two seconds of it, creating fifteen.
    expect((user + system) / 1e6).toBeLessThan(6);
    expect(await second.readRegion('r')).toEqual(before);
    await second.close();
    expect((await readdir(directory)).sort()).toEqual(['pg']);
  });

  it('refuses a directory that a living process uses, naming both, and leaves its lock alone', async () => {
    await withDb(async (db) => {
      const second = openDb({ dataDir: directory });
      await expect(second).rejects.toThrow(`process ${process.pid} uses the database in ${directory}`);
      expect(existsSync(join(directory, 'pg.lock'))).toBe(true);
      expect(await db.query('select 1 as n')).toEqual([{ n: 1 }]);
    });
    expect(existsSync(join(directory, 'pg.lock'))).toBe(false);
  });

  it('loses nothing acknowledged when its process is killed, and takes the lock over from the dead', async () => {
    const acknowledged = await killAfter(startChild(directory), 50);
    expect(acknowledged).toBeGreaterThanOrEqual(49);
    expect(existsSync(join(directory, 'pg.lock'))).toBe(true);
    await withDb(async (db) => {
      const [row] = await db.query('select count(*) as n, max(n) as last from written');
      expect(row!['last']).toBeGreaterThanOrEqual(acknowledged);
      expect(row!['n']).toBe((row!['last'] as number) + 1);
    });
  });

  inProof('is refused to a second process while the first one lives', async () => {
    const child = startChild(directory);
    await once(child.stdout!, 'data');
    await expect(openDb({ dataDir: directory })).rejects.toThrow(`process ${String(child.pid)} uses`);
    await killAfter(child, 1);
  });

  inProof('takes the lock over from a process whose number was given to another', async () => {
    await writeFile(join(directory, 'pg.lock'), JSON.stringify({ pid: process.pid, born: 'boot/0' }));
    await withDb((db) => db.query('select 1 as n'));
  });

  it('stops at a lock that it cannot read', async () => {
    await writeFile(join(directory, 'pg.lock'), 'not a lock');
    await expect(openDb({ dataDir: directory })).rejects.toThrow(/cannot be read; remove it/);
  });

  inProof('starts anew after a first start that was cut off', async () => {
    await withDb((db) => db.query('select 1 as n'));
    await rm(join(directory, 'pg'), { recursive: true });
    await writeFile(join(directory, 'pg.draft'), 'half a cluster');
    await withDb(async (db) => {
      expect(await db.query('select count(*) as n from regions')).toEqual([{ n: 0 }]);
    });
  });

  it('lets timers run while it works', async () => {
    await withDb(async (db) => {
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 5);
      for (let i = 0; i < 5; i += 1) await db.query('select count(*) as n from generate_series(1, 300000)');
      clearInterval(timer);
      expect(ticks).toBeGreaterThan(5);
    });
  });

  inProof('closes in the middle of a query that never ends, and tells whoever waits', async () => {
    const db = await openDb({ dataDir: directory });
    const endless = db.query('select count(*) as n from generate_series(1, 1000000000000)');
    const failed = expect(endless).rejects.toThrow('the embedded database is closed');
    await db.close();
    await failed;
    await expect(db.query('select 1 as n')).rejects.toThrow('the embedded database is closed');
    await withDb((again) => again.query('select 1 as n'));
  });

  it('refuses to start on a schema newer than the program', async () => {
    await withDb(async (db) => {
      await db.exec(`insert into schema_migrations (name, run_on) values ('9999_future', now())`);
      await expect(migrate(db)).rejects.toThrow(
        'the database is newer than this program: it has 9999_future',
      );
    });
    await expect(openDb({ dataDir: directory })).rejects.toThrow(/newer/);
  });

  inProof('survives an import that is cut off', async () => {
    const store = await openStore({ dataDir: directory });
    await store.importRows(run(), from(smallGrid()));
    const before = await store.readRegion('r');
    const endless = async function* () {
      for (let i = 0; ; i += 1) {
        if (i % 1000 === 0) await new Promise(setImmediate);
        yield staged('nodes', SMALL.node(`X${i}`), 'a', i);
      }
    };
    const cut = expect(store.importRows(run(), endless())).rejects.toThrow('the embedded database is closed');
    await store.close();
    await cut;
    const again = await openStore({ dataDir: directory });
    expect(await again.readRegion('r')).toEqual(before);
    await again.close();
  });

  inProof('lets no other user read its files', async () => {
    await withDb((db) => db.query('select 1 as n'));
    for (const path of ['pg', 'pg/PG_VERSION', 'pg/base']) {
      expect((await stat(join(directory, path))).mode & 0o077, path).toBe(0);
    }
  });

  it('gives the lock of the dead to one of many', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    for (let round = 0; round < 20; round += 1) {
      const target = join(directory, `round-${round}`);
      await writeFile(`${target}.lock`, JSON.stringify({ pid: dead.pid, born: null }));
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(target)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(JSON.parse(await readFile(`${target}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
      expect((await readdir(directory)).filter((name) => name.startsWith(`round-${round}.`))).toEqual([
        `round-${round}.lock`,
      ]);
    }
  });
});
