import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { PeerNetwork, PeerQuestion } from '../network.ts';

const TABLES = `
  CREATE EXTENSION postgis;
  CREATE EXTENSION pgrouting;
  CREATE TABLE source (id int PRIMARY KEY, lon float8, lat float8, way int, element int, open_ckva int, usable_ckva int);
  CREATE TABLE node (id int PRIMARY KEY, lon float8, lat float8);
  CREATE TABLE edge (id int PRIMARY KEY, source int, target int, cost float8, reverse_cost float8, m float8);
  CREATE TABLE element (id int PRIMARY KEY, parent int, left_ckva int);
  CREATE TABLE question (id int PRIMARY KEY, lon float8, lat float8, need_ckva int, fixed float8[]);
  CREATE TABLE site_edge (question int, id int, target int, cost float8, m float8);
`;

async function copy(client: Client, table: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(lines), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
}

function* linesOf<T>(
  items: Iterable<T>,
  line: (item: T, i: number) => readonly unknown[],
): Generator<string> {
  let i = 0;
  let text = '';
  for (const item of items) {
    text += `${line(item, i++).join('\t')}\n`;
    if (text.length < 60_000) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Loads the network; every column a variant reads is made here, none while it runs. */
export async function load(
  client: Client,
  network: PeerNetwork,
  questions: readonly PeerQuestion[],
): Promise<void> {
  await client.query(TABLES);
  const { sources, edges, nodes, lon, lat, parent, leftCkva } = network;
  await copy(
    client,
    'source',
    linesOf(sources, (s) => [s.source, s.lon, s.lat, s.way, s.element, s.openCkva, s.usableCkva]),
  );
  await copy(
    client,
    'node',
    linesOf(lon, (x, i) => [i, x, lat[i]]),
  );
  await client.query('INSERT INTO node SELECT $1 + id, lon, lat FROM source', [nodes]);
  await copy(
    client,
    'edge',
    linesOf(edges, (e, i) => [i, e.from, e.to, e.cost, e.oneWay ? -1 : e.cost, e.m]),
  );
  await copy(
    client,
    'element',
    linesOf(parent, (p, i) => [i, p, leftCkva[i]]),
  );
  await copy(
    client,
    'question',
    linesOf(questions, (q, i) => [i, q.lon, q.lat, q.needCkva, `{${q.fixedYuan.join()}}`]),
  );
  const onto = questions.flatMap((q, question) => q.onto.map((edge, i) => ({ question, i, ...edge })));
  await copy(
    client,
    'site_edge',
    linesOf(onto, (e) => [e.question, -2 - e.i, e.to, e.cost, e.m]),
  );
}
