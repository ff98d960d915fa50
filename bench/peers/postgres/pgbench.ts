import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from '../../support/figures.ts';
import type { Cluster } from './cluster.ts';

/** What pgbench measured of one statement. */
export interface Rated {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Puts random questions of a number to a function of the database for a while: prepared, over the local socket. */
export function rate(
  { connection }: Cluster,
  call: string,
  run: { questions: number; clients: number; seconds: number },
): Rated {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-pgbench-'));
  const script = join(folder, 'ask.sql');
  writeFileSync(script, `\\set q random(0, ${run.questions - 1})\nSELECT ${call};\n`);
  const args = [
    ...['-h', connection.host, '-p', String(connection.port), '-U', connection.user, '-n', '-M', 'prepared'],
    ...['-f', script, '-c', String(run.clients), '-j', String(run.clients), '-T', String(run.seconds)],
    ...['-l', '--log-prefix', join(folder, 'times'), '--random-seed', '23', connection.database],
  ];
  const printed = execFileSync('pgbench', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const micros = readdirSync(folder)
    .filter((name) => name.startsWith('times'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => Number(line.split(' ')[2]));
  rmSync(folder, { recursive: true });
  return {
    perSecond: Number(/tps = ([\d.]+)/.exec(printed)?.[1]),
    p50: quantile(micros, 0.5),
    p99: quantile(micros, 0.99),
  };
}
