import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles } from '../../src/search/offers/source-tiles.ts';
import type { Driven } from '../load/driven.ts';
import type { OfferBody } from '../load/offer-body.ts';
import { putLoads } from '../load/put-load.ts';
import { writeRegion } from '../load/region-files.ts';
import { type Listening, withPlainServer, withServer } from '../load/with-server.ts';
import { peerNetwork } from '../peers/network.ts';
import { hasPostgres } from '../peers/postgres/cluster.ts';
import { withPostgres } from '../peers/postgres/run.ts';
import { type Examined, examine } from '../peers/questions.ts';
import { median, table } from '../support/figures.ts';
import { freeCores } from '../support/free-cores.ts';
import type { Part } from '../support/part.ts';
import { type Region, headroomOf } from '../support/region.ts';
import { regionOfSize } from '../support/regions.ts';

const CONNECTIONS = 50;
const THREADS = [1, 2];

/** A server at full load, and with one request at a time. */
interface Served {
  readonly full: Driven;
  readonly single: Driven;
}

/** Questions as they are sent, and the bytes that ours are answered with. */
interface Asked {
  readonly bodies: readonly string[];
  readonly answers: readonly Uint8Array[];
}

function askedOf(region: Region, { questions }: Examined): Asked {
  const offers = new QuickOffers(headroomOf(region), new SourceTiles(region.tiles));
  const bodies = questions.map(({ site, needCkva }, question) => {
    const body: OfferBody = { question, ...site, capacityKva: needCkva / 100 };
    return JSON.stringify(body);
  });
  return { bodies, answers: questions.map((question) => offers.answer(question).slice()) };
}

/** @throws Error where a server's bytes are not those of the search. */
async function expectBytes(address: string, { bodies, answers }: Asked): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  for (const [i, body] of bodies.entries()) {
    const answer = await fetch(address, { method: 'POST', headers, body });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok || Buffer.compare(bytes, answers[i]!) !== 0)
      throw new Error(`over HTTP question ${i} is answered otherwise: ${answer.status}`);
  }
}

const serve =
  ({ bodies }: Asked, seconds: number) =>
  ({ address, pid }: Listening): Served => {
    const load = { connections: CONNECTIONS, seconds, warmSeconds: seconds / 2 };
    const [full, single] = putLoads({ url: address, pid, token: '', bodies }, [
      load,
      { ...load, connections: 1, warmSeconds: 0 },
    ]);
    return { full: full!, single: single! };
  };

/** Ours on one and two threads. */
async function ours(region: Region, asked: Asked, seconds: number): Promise<Served[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jiedian-offers-'));
  writeRegion(folder, region);
  const served: Served[] = [];
  try {
    for (const threads of THREADS) {
      const given = [folder, String(threads)];
      served.push(
        await withServer({ program: 'offers-server.ts', given }, async (listening) => {
          await expectBytes(listening.address, asked);
          return serve(asked, seconds)(listening);
        }),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return served;
}

/** The best SQL behind the same route; none where there is no pgRouting. */
async function bySql(examined: Examined, region: Region, act: (at: Listening) => Served) {
  if (!hasPostgres()) return null;
  const network = peerNetwork(headroomOf(region), examined.questions[0]!);
  return withPostgres(network, examined, ({ connection }) =>
    withServer({ program: 'sql-server.ts', given: [JSON.stringify(connection)] }, act),
  );
}

/** The bare search behind an Express route, beside one that writes the same bytes and one that asks PostgreSQL. */
export const bareHttp: Part = async ({ sizes, quick }) => {
  const seconds = quick ? 1 : 6;
  const figures: Record<string, number> = {};
  const texts: string[] = [];
  for (const size of sizes) {
    const region = await regionOfSize(size);
    const examined = examine(region, headroomOf(region), quick ? 60 : 600);
    const asked = askedOf(region, examined);
    const { cores, free } = await freeCores();
    const length = median(asked.answers.map((answer) => answer.length));
    const ordinary = asked.answers.find((answer) => answer.length === length)!;
    const [one, two] = await ours(region, asked, seconds);
    const plain = await withPlainServer(ordinary, null, serve(asked, seconds));
    const sql = await bySql(examined, region, serve(asked, seconds));
    const of = `bareHttp.${size}`;
    const all: (readonly [string, string, Served])[] = [
      ['bare search, 1 thread', 'ours1', one!],
      ['bare search, 2 threads', 'ours2', two!],
      ['bare Express 5, same bytes', 'plain', plain],
    ];
    if (sql !== null) all.push(['Express 5 + pg + PostgreSQL e with geometry and text', 'sql', sql]);
    const rows = all.map(([name, key, { full, single }]) => {
      figures[`${of}.${key}.rate`] = full.perSecond;
      figures[`${of}.${key}.mainMs`] = full.mainMs;
      figures[`${of}.${key}.single.p50`] = 1000 * single.p50;
      return [name, Math.round(full.perSecond), full.mainMs, full.p50, full.p99, single.p50];
    });
    const ratio = (name: string, meaning: string, value: number, goal: string) => {
      figures[`${of}.${name}`] = value;
      return [meaning, value, goal];
    };
    const served = (at: Served): number => at.full.perSecond;
    const ratios = [
      ratio('ofPlain', 'served : bare Express', served(two!) / served(plain), '≥ 0.8'),
      ratio('singleTimes', 'one at a time, median : bare Express', two!.single.p50 / plain.single.p50, '≤ 2'),
      ratio('2to1', '2 threads : 1', served(two!) / served(one!), '≥ 1.8'),
    ];
    if (sql !== null) ratios.push(ratio('timesSql', 'served : by SQL', served(two!) / served(sql), '≥ 6'));
    figures[`${of}.coresFree`] = free;
    const header = ['', 'at most /s', 'main thread ms each', 'p50 ms', 'p99 ms', 'one at a time p50 ms'];
    const note =
      `${asked.bodies.length} questions; the bare route writes ${length} bytes each time. Of ${cores} cores ` +
      `${free.toFixed(1)} were free before; server and load share them.`;
    const text = [note, table(header, rows), table(['ratio', 'measured', 'goal'], ratios)].join('\n\n');
    texts.push(`### Bare search over HTTP, ${size}\n\n${text}`);
  }
  return { text: texts.join('\n\n'), figures };
};
