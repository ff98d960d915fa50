import { readFileSync } from 'node:fs';
import pg from 'pg';
import { metresPerDegree } from '../../../src/model/geodesic.ts';
import { median } from '../../support/figures.ts';
import type { PeerNetwork } from '../network.ts';
import type { Examined } from '../questions.ts';
import { type PeerAnswer, expectSame } from '../same-answers.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { load } from './load.ts';
import { type Rated, rate } from './pgbench.ts';

/** Variants by name: what is called for a question. */
const CALLS = {
  e: '* FROM bare_e(:q)',
  a: '* FROM bare_a(:q)',
  g: '* FROM bare_g(:q)',
  'e with geometry and text': 'text_e(:q)',
} as const;
export type Variant = keyof typeof CALLS;

/** Measurements by variant and number of clients. */
export type PostgresTimes = Readonly<Record<Variant, { readonly one: Rated; readonly two: Rated }>>;

const sql = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The box of a question depends on its latitude by some metres: the widest is taken, as routes stay within it anyway. */
function degrees(lats: readonly number[]): { lon: number; lat: number } {
  const widest = Math.max(...lats.map(Math.abs));
  return { lon: 1000 / metresPerDegree(widest).east, lat: 1000 / metresPerDegree(0).north };
}

async function expectAnswers(client: pg.Client, { answers }: Examined): Promise<void> {
  for (const variant of ['e', 'a', 'g'] as const) {
    const given: PeerAnswer[] = [];
    for (const [q] of answers.entries()) {
      const { rows } = await client.query<{ id: number }>(
        `SELECT id FROM bare_${variant}($1) ORDER BY fen, id`,
        [q],
      );
      given.push({ sources: rows.map(({ id }) => id) });
    }
    expectSame(`PostgreSQL ${variant}`, answers, given);
  }
  const texts: PeerAnswer[] = [];
  for (const [q] of answers.entries()) {
    const { rows } = await client.query<{ text: string }>('SELECT text_e($1) AS text', [q]);
    const offers = JSON.parse(rows[0]!.text) as { id: number; routeM: number }[];
    texts.push({ sources: offers.map(({ id }) => id), metres: offers.map(({ routeM }) => routeM) });
  }
  expectSame('PostgreSQL e with geometry', answers, texts);
}

function measure(cluster: Cluster, questions: number, { seconds, runs }: { seconds: number; runs: number }) {
  const middle = (variant: Variant, clients: number): Rated => {
    const all = Array.from({ length: runs }, () =>
      rate(cluster, CALLS[variant], { questions, clients, seconds }),
    );
    const of = (figure: keyof Rated) => median(all.map((one) => one[figure]));
    return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
  };
  const names = Object.keys(CALLS) as Variant[];
  return Object.fromEntries(
    names.map((variant) => [variant, { one: middle(variant, 1), two: middle(variant, 2) }]),
  ) as unknown as PostgresTimes;
}

/** PostGIS and pgRouting on a cluster of our own: loads, compares all answers with ours, then does something with it. */
export async function withPostgres<T>(
  network: PeerNetwork,
  examined: Examined,
  act: (cluster: Cluster) => T | Promise<T>,
): Promise<T> {
  const cluster = startCluster();
  try {
    const client = new pg.Client(cluster.connection);
    await client.connect();
    await load(client, network, examined.forPeers);
    const { lon, lat } = degrees(examined.forPeers.map((q) => q.lat));
    await client.query(
      sql('prepare.sql')
        .replaceAll('NODES', String(network.nodes))
        .replaceAll('DLON', String(lon))
        .replaceAll('DLAT', String(lat)),
    );
    await client.query('VACUUM ANALYZE');
    await client.query(sql('variants.sql'));
    await expectAnswers(client, examined);
    await client.end();
    return await act(cluster);
  } finally {
    cluster.close();
  }
}

/** Takes the time of every variant. */
export const runPostgres = (
  network: PeerNetwork,
  examined: Examined,
  how: { seconds: number; runs: number },
): Promise<PostgresTimes> =>
  withPostgres(network, examined, (cluster) => measure(cluster, examined.questions.length, how));
