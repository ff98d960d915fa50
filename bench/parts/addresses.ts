import { Readable } from 'node:stream';
import type { ImportItem, Store } from '../../src/model/store.ts';
import { openDb, storeOver } from '../../src/store/open-store.ts';
import { hasPostgres, startCluster } from '../peers/postgres/cluster.ts';
import { demoAddresses } from '../support/demo-addresses.ts';
import { manyAddresses } from '../support/many-addresses.ts';
import { median, quantile, table } from '../support/figures.ts';
import { NOISES } from '../support/noisy-address.ts';
import type { Part } from '../support/part.ts';
import { seededRandom } from '../synth/random.ts';

const CLUSTER = { name: 'jiedian_bench_addresses', port: 5479, settings: {} };
const URL = 'postgres://postgres@127.0.0.1:5479/postgres';
const ASKED = 1000;
/** Both in one database, as regions are. */
const GAZETTEERS = {
  demo: { name: 'demo gazetteer', rows: demoAddresses() },
  many: { name: '200,000 entries of ten counties', rows: [...manyAddresses()] },
};
type Region = keyof typeof GAZETTEERS;
const REGIONS = Object.keys(GAZETTEERS) as Region[];

const gazetteer = (region: Region): AsyncIterable<ImportItem> =>
  Readable.from(
    GAZETTEERS[region].rows.map((row, i) => {
      return { staged: { table: 'addresses', row, origin: 'addresses', file: 'addresses.csv', line: i + 2 } };
    }),
  );

/** Times of searches one after the other, ms, and how many found the right place first. */
async function search(
  store: Store,
  region: Region,
  count: number,
): Promise<{ times: number[]; found: number }> {
  const random = seededRandom('addresses');
  const { rows } = GAZETTEERS[region];
  const noises = Object.values(NOISES);
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < count; i++) {
    const { id, text } = random.pick(rows);
    const asked = noises[i % noises.length]!(text, () => random.between(0, 1));
    const began = performance.now();
    const [first] = await store.searchAddresses([region], asked, 10);
    times.push(performance.now() - began);
    if (first?.id === id) found++;
  }
  return { times, found };
}

/** Search for noisy addresses on a PostGIS server that holds both gazetteers, one after the other. */
export const addresses: Part = async ({ quick }) => {
  if (!hasPostgres('postgis')) return { text: '', figures: {} };
  const cluster = startCluster(CLUSTER);
  const db = await openDb({ databaseUrl: URL });
  const store = storeOver(db);
  try {
    for (const region of REGIONS) {
      const run = { region, format: 'tables', origins: ['addresses'], regionName: null, quarantine: false };
      await store.importRows(run, gazetteer(region));
    }
    await db.exec('analyze');
    const figures: Record<string, number> = {};
    const rows: (string | number)[][] = [];
    for (const region of REGIONS) {
      await search(store, region, 100);
      const { times, found } = await search(store, region, quick ? 100 : ASKED);
      const [p50, p99] = [median(times), quantile(times, 0.99)];
      rows.push([GAZETTEERS[region].name, times.length, (100 * found) / times.length, p50, p99]);
      figures[`addresses.${region}.p50`] = p50 * 1000;
      figures[`addresses.${region}.p99`] = p99 * 1000;
    }
    const text = table(['addresses', 'asked', 'found first %', 'p50 ms', 'p99 ms'], rows);
    return { text, figures };
  } finally {
    await store.close();
    cluster.close();
  }
};
