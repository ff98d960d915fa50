/**
 * Whole plan sets of the published demand mix, in one thread: time per demand by class of the mix, and where the time
 * goes. Prints two markdown tables.
 *
 *   npm run bench:plans [-- [<demands> [<size of a synthetic region>]] [--straight]]
 *
 * `--straight` leaves the roads out: lines are straight × detour factor.
 */
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { collect } from '../../test/support/collect-items.ts';
import { switchingContextOf } from '../../test/support/open-rows.ts';
import { synthRows } from '../support/region.ts';
import { type Drawn, MIX, drawMix } from './demand-mix.ts';

const [demands, size] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const DEMANDS = Number(demands ?? 1000);
const SEED = 23;
const WARM_ROUNDS = 3;

/** Phases by where the code stands; the first that matches counts. */
const PHASES: readonly (readonly [string, RegExp])[] = [
  [
    'sources',
    /search\/(sources-within|cables-within)|plan\/(surroundings|land-at|ways\/(look-|per-feeder|choose-bay|chain-miss|low-voltage))|headroom/,
  ],
  [
    'routes',
    /search\/(routes|straight-route|red-line)|snapshot\/roads|ways\/(line-|route|source-routes|take-off|ways-around)/,
  ],
  ['checks', /src\/electric|search\/|ways\/(electrical|new-)|security|snapshot/],
  ['price', /src\/(pricing|policy)|plan\/(terms|date-plan|ways\/works)/],
  ['rank', /plan\/(rank|settle)/],
  ['compose and the rest', /src\//],
];

const quantile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2);

interface Sample {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly url: string } }[];
  readonly samples?: readonly number[] | undefined;
}

/** Share of the samples by phase, %; what is not ours (garbage collection, the runtime) is named too. */
function sharesOf({ nodes, samples = [] }: Sample): Map<string, number> {
  const urls = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  const shares = new Map<string, number>();
  for (const id of samples) {
    const url = urls.get(id) ?? '';
    const phase = PHASES.find(([, where]) => where.test(url))?.[0] ?? 'runtime and garbage collection';
    shares.set(phase, (shares.get(phase) ?? 0) + 100 / samples.length);
  }
  return shares;
}

const rows =
  size === undefined
    ? (await collect(readTables(fileURLToPath(new URL('../../data/demo', import.meta.url))))).rows
    : synthRows(size);
const onRoads = switchingContextOf(rows);
const context = process.argv.includes('--straight') ? { ...onRoads, roads: null } : onRoads;
const mix = drawMix(rows, DEMANDS, SEED);
const run = ({ request }: Drawn): number => {
  const from = performance.now();
  recommend(context, request);
  return performance.now() - from;
};

// The first rounds fill the caches that a running service has (feeders' networks, what survives which loss) and let the
// compiler see every path as often as it has there.
for (let round = 0; round < WARM_ROUNDS; round++) for (const drawn of mix) run(drawn);
const timed = mix.map((drawn) => ({ share: drawn.share, ms: run(drawn) }));
console.log(`| demands | number | median ms | p90 ms | p99 ms |\n| --- | --- | --- | --- | --- |`);
for (const name of [...MIX.map((share) => share.name), 'all']) {
  const times = timed.filter(({ share }) => name === 'all' || share === name).map(({ ms }) => ms);
  const sorted = times.sort((a, b) => a - b);
  console.log(
    `| ${name} | ${sorted.length} | ${quantile(sorted, 0.5)} | ${quantile(sorted, 0.9)} | ${quantile(sorted, 0.99)} |`,
  );
}

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.start');
for (const drawn of mix) run(drawn);
const { profile } = await session.post('Profiler.stop');
session.disconnect();
console.log(`\n| phase | share of the time % |\n| --- | --- |`);
for (const [phase, share] of [...sharesOf(profile)].sort(([, a], [, b]) => b - a))
  console.log(`| ${phase} | ${share.toFixed(1)} |`);
