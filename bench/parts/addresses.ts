import { Readable } from 'node:stream';
import type { ImportItem, Store } from '../../src/model/store.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { hasPostgres, startCluster } from '../peers/postgres/cluster.ts';
import { demoAddresses } from '../support/demo-addresses.ts';
import { median, quantile, table } from '../support/figures.ts';
import { NOISES } from '../support/noisy-address.ts';
import type { Part } from '../support/part.ts';
import { seededRandom } from '../synth/random.ts';

const CLUSTER = { name: 'jiedian_bench_addresses', port: 5479, settings: {} };
const URL = 'postgres://postgres@127.0.0.1:5479/postgres';
const ASKED = 1000;
const REGION = 'demo';

const gazetteer = (): AsyncIterable<ImportItem> =>
  Readable.from(
    demoAddresses().map((row, i) => {
      return { staged: { table: 'addresses', row, origin: 'addresses', file: 'addresses.csv', line: i + 2 } };
    }),
  );

/** Times of searches one after the other, ms, and how many found the right place first. */
async function search(store: Store, count: number): Promise<{ times: number[]; found: number }> {
  const random = seededRandom('addresses');
  const rows = demoAddresses();
  const noises = Object.values(NOISES);
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < count; i++) {
    const { id, text } = random.pick(rows);
    const asked = noises[i % noises.length]!(text, () => random.between(0, 1));
    const began = performance.now();
    const [first] = await store.searchAddresses([REGION], asked, 10);
    times.push(performance.now() - began);
    if (first?.id === id) found++;
  }
  return { times, found };
}

/** Search of the demo gazetteer for noisy addresses on a PostGIS server, one after the other. */
export const addresses: Part = async ({ quick }) => {
  if (!hasPostgres('postgis')) return { text: '', figures: {} };
  const cluster = startCluster(CLUSTER);
  const store = storeOver(await openDb({ databaseUrl: URL }));
  try {
    const run = {
      region: REGION,
      format: 'tables',
      origins: ['addresses'],
      regionName: null,
      quarantine: false,
    };
    await store.importRows(run, gazetteer());
    await search(store, 100);
    const { times, found } = await search(store, quick ? 100 : ASKED);
    const [p50, p99] = [median(times), quantile(times, 0.99)];
    const row = ['demo gazetteer', times.length, (100 * found) / times.length, p50, p99];
    const text = table(['addresses', 'asked', 'found first %', 'p50 ms', 'p99 ms'], [row]);
    return { text, figures: { 'addresses.demo.p50': p50 * 1000, 'addresses.demo.p99': p99 * 1000 } };
  } finally {
    await store.close();
    cluster.close();
  }
};
