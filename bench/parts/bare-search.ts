import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { median, quantile, table } from '../support/figures.ts';
import type { Measured, Part } from '../support/part.ts';
import { type Where, drawQuestions } from '../support/questions.ts';
import { type Region, headroomOf } from '../support/region.ts';
import { regionOfSize } from '../support/regions.ts';
import type { Timed } from '../support/time-thread.ts';

const THREAD = new URL('../support/ask-thread.ts', import.meta.url);
const TIMER = new URL('../support/time-thread.ts', import.meta.url);

/** µs of each question: the median of several rounds over all of them, in a thread of its own. */
export const timesOf = async (timed: Timed): Promise<number[]> => {
  const worker = new Worker(TIMER, { workerData: timed });
  const [times] = (await once(worker, 'message')) as [number[]];
  await worker.terminate();
  return times;
};

/** Questions a second on one or several threads at once. */
export async function threadsRate(region: Region, threads: number, ms: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    (_, i) => new Worker(THREAD, { workerData: { region, ms, first: 2000 * i } }),
  );
  const next = (worker: Worker) =>
    new Promise<unknown>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  await Promise.all(workers.map(next));
  const rates = workers.map(next);
  for (const worker of workers) worker.postMessage('go');
  const sum = (await Promise.all(rates)).reduce((a: number, rate) => a + (rate as number), 0);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return sum;
}

const median3 = async (run: () => Promise<number>, times: number): Promise<number> => {
  const runs: number[] = [];
  for (let i = 0; i < times; i++) runs.push(await run());
  return median(runs);
};

/** The bare search alone: time of one question on one thread, and rate on one and two threads. */
export const bareSearch: Part = async ({ sizes, quick }): Promise<Measured> => {
  const figures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const region = await regionOfSize(size);
    const headroom = headroomOf(region);
    const count = quick ? 500 : 4000;
    const measure = async (where: Where) => {
      const questions = drawQuestions(headroom.snapshot, count, where);
      const times = await timesOf({ region, questions, rounds: quick ? 3 : 7 });
      figures[`bare.${size}.${where}.p50`] = median(times);
      figures[`bare.${size}.${where}.p99`] = quantile(times, 0.99);
      return [median(times), quantile(times, 0.99)];
    };
    const spread = await measure('spread');
    const same = await measure('same');
    const ms = quick ? 500 : 3000;
    const one = await median3(() => threadsRate(region, 1, ms), quick ? 1 : 3);
    const two = await median3(() => threadsRate(region, 2, ms), quick ? 1 : 3);
    figures[`bare.${size}.rate1`] = one;
    figures[`bare.${size}.rate2`] = two;
    const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
    rows.push([
      size,
      ...spread,
      ...same,
      Math.round(one),
      Math.round(two),
      two / one,
      mb(region.snapshot.byteLength),
      mb(region.tiles.byteLength),
    ]);
  }
  const header = [
    ...['size', 'random places p50 µs', 'p99 µs', 'same places p50 µs', 'p99 µs'],
    ...['1 thread /s', '2 threads /s', '2 : 1', 'snapshot MB', 'tiles MB'],
  ];
  return { text: `### Bare search\n\n${table(header, rows)}${growth(sizes, figures)}`, figures };
};

/** How the median grows from the first size to each other one. */
function growth(sizes: readonly string[], figures: Record<string, number>): string {
  const [first, ...others] = sizes;
  if (first === undefined || others.length === 0) return '';
  const rows = others.map((size) => {
    const grown = (where: Where): number => {
      const ratio = figures[`bare.${size}.${where}.p50`]! / figures[`bare.${first}.${where}.p50`]!;
      figures[`growth.${first}-${size}.${where}`] = ratio;
      return ratio;
    };
    return [`${first} → ${size}`, grown('spread'), grown('same')];
  });
  return `\n\n${table(['growth of the median', 'random places', 'same places'], rows)}`;
}
