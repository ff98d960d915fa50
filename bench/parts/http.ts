import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { collect } from '../../test/support/collect-items.ts';
import { type Running, houseIn, serveJiedian } from '../../test/support/run-jiedian.ts';
import type { Drive, Driven } from '../load/drive.ts';
import { drawMix } from '../plans/demand-mix.ts';
import { median, table } from '../support/figures.ts';
import type { Part } from '../support/part.ts';
import { runProgram } from './run-program.ts';

const SECRET = 'a key for the bench alone, of more than 32 bytes';
const PATH = '/v1/supply-plans';
const CONNECTIONS = 20;
const SEED = 23;
/** Share of the most it serves, at which the times are looked at. */
const EASY = 0.7;

/** Seconds a process's main thread has worked: fields 14 and 15 of its own line, in hundredths. */
function mainThreadSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Loaded extends Driven {
  /** Of the main thread, for one request, ms. */
  readonly mainMs: number;
}

function load(pid: number, drive: Drive): Loaded {
  const before = mainThreadSeconds(pid);
  const driven = JSON.parse(runProgram('load/drive.ts', JSON.stringify(drive))) as Driven;
  if (driven.refused > 0) throw new Error(`${driven.refused} requests were refused or failed`);
  const asked = driven.perSecond * drive.seconds;
  return { ...driven, mainMs: (1000 * (mainThreadSeconds(pid) - before)) / asked };
}

/** Bodies of the published demand mix at places of the demo county. */
async function drawBodies(count: number): Promise<string[]> {
  const { rows } = await collect(readTables(fileURLToPath(new URL('../../data/demo', import.meta.url))));
  return drawMix(rows.nodes, count, SEED).map(({ request: { site, demand, customer } }) => {
    const { capacityKva, equipmentKw, loadClass } = demand;
    const { category, areaType } = customer;
    const asked = { ...(capacityKva === null ? { equipmentKw } : { capacityKva }), loadClass };
    return JSON.stringify({
      site: { ...site, crs: 'WGS84' },
      demand: asked,
      customer: { category, areaType },
    });
  });
}

async function withPlainServer<T>(bytes: Uint8Array, act: (address: string, pid: number) => T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-plain-'));
  const file = join(folder, 'answer.json');
  writeFileSync(file, bytes);
  const program = fileURLToPath(new URL('../load/plain-server.ts', import.meta.url));
  const loader = fileURLToPath(new URL('../strip-types.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, program, file], {
    env: { PATH: process.env['PATH'], BENCH_SECRET: SECRET, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    return act(`http://127.0.0.1:${port.toString().trim()}`, child.pid!);
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
}

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

/** An answer of ordinary length, and how long the bodies' answers are. */
async function ordinaryAnswer(url: string, token: string, bodies: readonly string[]): Promise<Uint8Array> {
  const answers: Uint8Array[] = [];
  for (const body of bodies) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    answers.push(new Uint8Array(await answer.arrayBuffer()));
  }
  const length = median(answers.map((answer) => answer.length));
  return answers.find((answer) => answer.length === length)!;
}

/** Whole plans of the real service under load, beside a bare Express server that writes as many bytes. */
export const http: Part = async ({ quick }) => {
  const bodies = await drawBodies(quick ? 20 : 300);
  const seconds = quick ? 1 : 10;
  const figures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  let bytes: Uint8Array = new Uint8Array();
  let token = '';
  for (const threads of quick ? [2] : [1, 2]) {
    await withService(threads, async (service) => {
      token = service.tokens['manager']!;
      const url = service.address + PATH;
      bytes = await ordinaryAnswer(url, token, bodies);
      const drive: Drive = { url, token, bodies, connections: CONNECTIONS, seconds };
      const full = load(service.pid, drive);
      const easy = load(service.pid, { ...drive, rate: Math.max(1, Math.round(EASY * full.perSecond)) });
      const name = `http.demo.${threads}`;
      figures[`${name}.rate`] = full.perSecond;
      figures[`${name}.mainMs`] = full.mainMs;
      figures[`${name}.easy.spread`] = easy.p99 / easy.p50;
      rows.push([
        `service, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        ...[full.perSecond, full.mainMs, easy.p50, easy.p99, easy.p99 / easy.p50],
      ]);
    });
  }
  const plain = await withPlainServer(bytes, (address, pid) =>
    load(pid, { url: address + PATH, token, bodies, connections: CONNECTIONS, seconds }),
  );
  figures['http.plain.rate'] = plain.perSecond;
  figures['http.plain.mainMs'] = plain.mainMs;
  figures['http.demo.mainThreadTimes'] = figures['http.demo.2.mainMs']! / plain.mainMs;
  const one = figures['http.demo.1.rate'];
  if (one !== undefined) figures['http.demo.2to1'] = figures['http.demo.2.rate']! / one;
  rows.push(['bare Express 5, same token, same bytes', plain.perSecond, plain.mainMs, '', '', '']);
  const header = ['', 'at most /s', 'main thread ms each', 'p50 ms at 70 %', 'p99 ms', 'p99 : p50'];
  const note = `Whole plans of the demo county; an answer is ${bytes.length} bytes.`;
  return { text: `### Over HTTP\n\n${note}\n\n${table(header, rows)}`, figures };
};
