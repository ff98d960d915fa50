import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NAME = 'jiedian_bench';
const PORT = 5477;
const VERSION = '15';

/** Settings that favour the server: all data in memory, nothing written to disk in time, no just-in-time compiler. */
const SETTINGS = {
  shared_buffers: '2GB',
  work_mem: '64MB',
  maintenance_work_mem: '512MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
  max_wal_size: '8GB',
};

const run = (program: string, ...given: string[]): string =>
  execFileSync(program, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Whether this machine has a PostgreSQL with PostGIS and pgRouting, and lets us make a cluster of our own. */
export const hasPostgres = (): boolean =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/pg_createcluster') &&
  existsSync(`/usr/share/postgresql/${VERSION}/extension/pgrouting.control`);

/** A PostgreSQL of our own, gone when it is closed. */
export interface Cluster {
  readonly connection: { host: string; port: number; user: string; database: string };
  readonly close: () => void;
}

/** Starts one; one left over by a run that was killed is removed first. */
export function startCluster(): Cluster {
  const drop = (): void => {
    try {
      run('pg_dropcluster', '--stop', VERSION, NAME);
    } catch {
      // There was none.
    }
  };
  drop();
  const options = Object.entries(SETTINGS).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('pg_createcluster', ...options, '--port', String(PORT), '--start', VERSION, NAME, '--', '-A', 'trust');
  return {
    connection: { host: '/var/run/postgresql', port: PORT, user: 'postgres', database: 'postgres' },
    close: drop,
  };
}
