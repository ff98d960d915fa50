import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, houseIn, serveJiedian } from '../../test/support/run-jiedian.ts';
import { drawBodies } from '../load/bodies.ts';
import type { Drive } from '../load/driven.ts';
import { putLoad } from '../load/put-load.ts';
import { withPlainServer } from '../load/with-server.ts';
import { table } from '../support/figures.ts';
import { freeCores } from '../support/free-cores.ts';
import type { Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

const SECRET = 'a key for the bench alone, of more than 32 bytes';
const PATH = '/v1/supply-plans';
const THREADS = [1, 2];
const CONNECTIONS = 20;
/** Share of the most it serves, at which the times are looked at. */
const EASY = 0.7;

async function withService<T>(threads: number, act: (service: Running) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-load-'));
  const env = { ...houseIn(folder), JIEDIAN_SECRET: SECRET, JIEDIAN_THREADS: String(threads) };
  const service = await serveJiedian({ ...env, NODE_ENV: 'production' });
  try {
    return await act(service);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The answer among those of all bodies whose length is nearest to their mean. */
async function ordinaryAnswer(url: string, token: string, bodies: readonly string[]): Promise<Uint8Array> {
  const answers: Uint8Array[] = [];
  for (const body of bodies) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    answers.push(new Uint8Array(await answer.arrayBuffer()));
  }
  const mean = answers.reduce((sum, { length }) => sum + length, 0) / answers.length;
  const off = ({ length }: Uint8Array): number => Math.abs(length - mean);
  return answers.reduce((best, answer) => (off(answer) < off(best) ? answer : best));
}

/** Goals by figure. */
const GOALS = [
  ['main thread of a request : bare Express asked as often', 'http.demo.mainThreadTimes', '≤ 1.6'],
  ['served : pool alone, 2 threads', 'http.demo.2.ofPool', '≥ 0.7'],
  ['p99 : p50 at 70 %, 2 threads', 'http.demo.2.easy.spread', '≤ 4'],
  ['2 threads : 1, served', 'http.demo.2to1', '≥ 1.8'],
  ['2 threads : 1, pool alone', 'http.pool.2to1', ''],
] as const;

/** Whole plans of the real service under load, beside its pool alone and a bare Express server of as many bytes. */
export const http: Part = async ({ quick }) => {
  const { cores, free } = await freeCores();
  const count = quick ? 20 : 300;
  const bodies = await drawBodies(count);
  const seconds = quick ? 1 : 10;
  const load = { connections: CONNECTIONS, seconds, warmSeconds: seconds / 2 };
  const figures: Record<string, number> = { 'http.cores': cores, 'http.coresFree': free };
  const rows: (string | number)[][] = [];
  let bytes: Uint8Array = new Uint8Array();
  let token = '';
  const given = [THREADS.join(), ...[seconds, count, CONNECTIONS].map(String)];
  const rates = JSON.parse(runProgram('load/pool-alone.ts', ...given)) as number[];
  for (const [i, threads] of THREADS.entries()) {
    const called = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    const alone = rates[i]!;
    figures[`http.pool.${threads}.rate`] = alone;
    rows.push([`pool alone, ${called}`, alone, '', '', '', '']);
    await withService(threads, async (service) => {
      token = service.tokens['manager']!;
      const url = service.address + PATH;
      bytes = await ordinaryAnswer(url, token, bodies);
      const drive: Drive = { url, pid: service.pid, token, bodies };
      const full = putLoad(drive, load);
      const easy = putLoad(drive, { ...load, warmSeconds: 0, rate: Math.max(1, EASY * full.perSecond) });
      const name = `http.demo.${threads}`;
      figures[`${name}.rate`] = full.perSecond;
      figures[`${name}.ofPool`] = full.perSecond / alone;
      figures[`${name}.mainMs`] = full.mainMs;
      figures[`${name}.easy.p50`] = 1000 * easy.p50;
      figures[`${name}.easy.p99`] = 1000 * easy.p99;
      figures[`${name}.easy.spread`] = easy.p99 / easy.p50;
      rows.push([`service, ${called}`, full.perSecond, full.mainMs, easy.p50, easy.p99, easy.p99 / easy.p50]);
    });
  }
  const rate = Math.max(1, figures['http.demo.2.rate']!);
  const [plain, paced] = await withPlainServer(bytes, SECRET, ({ address, pid }) => {
    const drive = { url: address + PATH, pid, token, bodies };
    // What a request costs hangs on how many others there are: alone, each wakes the thread and finds its caches cold.
    return [putLoad(drive, load), putLoad(drive, { ...load, rate })] as const;
  });
  figures['http.plain.rate'] = plain.perSecond;
  figures['http.plain.mainMs'] = paced.mainMs;
  figures['http.plain.mainMsAtMost'] = plain.mainMs;
  figures['http.demo.mainThreadTimes'] = figures['http.demo.2.mainMs']! / paced.mainMs;
  figures['http.demo.2to1'] = figures['http.demo.2.rate']! / figures['http.demo.1.rate']!;
  figures['http.pool.2to1'] = figures['http.pool.2.rate']! / figures['http.pool.1.rate']!;
  rows.push(
    ['bare Express 5, same token, same bytes', plain.perSecond, plain.mainMs, '', '', ''],
    ['the same, asked as often as the service answers', paced.perSecond, paced.mainMs, '', '', ''],
  );
  const header = ['', 'at most /s', 'main thread ms each', 'p50 ms at 70 %', 'p99 ms', 'p99 : p50'];
  const note =
    `Whole plans of the demo county; an answer is ${bytes.length} bytes. Of ${cores} cores ${free.toFixed(1)} were free ` +
    'before; the service, its threads and what sends the load share them.';
  const goals = GOALS.map(([meaning, name, goal]) => [meaning, figures[name]!, goal]);
  const text = [note, table(header, rows), table(['ratio', 'measured', 'goal'], goals)].join('\n\n');
  return { text: `### Over HTTP\n\n${text}`, figures };
};
