import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const VERSION = '15';

/** A cluster's name on this machine, where it listens, and what it is set to. */
export interface Setting {
  readonly name: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Settings that favour the server: all data in memory, nothing written to disk in time, no just-in-time compiler. */
const IN_MEMORY = {
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

/** Whether this machine has a PostgreSQL with an extension, and lets us make a cluster of our own. */
export const hasPostgres = (extension: 'pgrouting' | 'postgis' = 'pgrouting'): boolean =>
  process.getuid?.() === 0 &&
  existsSync('/usr/bin/pg_createcluster') &&
  existsSync(`/usr/share/postgresql/${VERSION}/extension/${extension}.control`);

/** For what is timed beside us. */
export const FOR_PEERS: Setting = { name: 'jiedian_bench', port: 5477, settings: IN_MEMORY };

/** A PostgreSQL of our own, gone when it is closed. */
export interface Cluster {
  readonly connection: { host: string; port: number; user: string; database: string };
  /** Ends it as a loss of power would, and starts it again. */
  readonly crash: () => void;
  readonly close: () => void;
}

/** Starts one; one left over by a run that was killed is removed first. */
export function startCluster({ name, port, settings }: Setting): Cluster {
  const drop = (): void => {
    try {
      run('pg_dropcluster', '--stop', VERSION, name);
    } catch {
      // There was none.
    }
  };
  drop();
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  run('pg_createcluster', ...options, '--port', String(port), '--start', VERSION, name, '--', '-A', 'trust');
  return {
    connection: { host: '/var/run/postgresql', port, user: 'postgres', database: 'postgres' },
    crash: () => {
      const again = ['restart', '-m', 'immediate'];
      run('pg_ctlcluster', '--skip-systemctl-redirect', VERSION, name, ...again);
    },
    close: drop,
  };
}
