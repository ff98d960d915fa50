/** A thread of the bench: answers its questions round after round for a while, and says how many it answered. */
import { parentPort, workerData } from 'node:worker_threads';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles } from '../../src/search/offers/source-tiles.ts';
import { drawQuestions } from './questions.ts';
import { type Region, headroomOf } from './region.ts';

const { region, ms, first } = workerData as { region: Region; ms: number; first: number };
const headroom = headroomOf(region);
const offers = new QuickOffers(headroom, new SourceTiles(region.tiles));
const questions = drawQuestions(headroom.snapshot, 4000, 'spread');

/** Questions that make the compiler take a fresh thread's code for hot. */
const WARM = 8000;

function run(forMs: number, atLeast: number): number {
  const from = performance.now();
  let [asked, bytes] = [0, 0];
  while (performance.now() - from < forMs || asked < atLeast) {
    for (let i = 0; i < 100; i++) bytes += offers.answer(questions[(first + asked++) % 4000]!).length;
  }
  if (bytes === 0) throw new Error('nothing was answered');
  return (1000 * asked) / (performance.now() - from);
}

run(0, WARM);
parentPort!.postMessage('ready');
parentPort!.once('message', () => {
  parentPort!.postMessage(run(ms, 0));
});
