/**
 * A thread of the bench: times its questions one by one, as a thread of the service would answer them. The code of the
 * thread that draws and builds regions has seen objects of several kinds, and is slower for it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { OfferQuestion } from '../../src/search/offers/offer-question.ts';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles } from '../../src/search/offers/source-tiles.ts';
import { median } from './figures.ts';
import { type Region, headroomOf } from './region.ts';

/** What it times. */
export interface Timed {
  readonly region: Region;
  readonly questions: readonly OfferQuestion[];
  /** Times that each is asked; not twice in a row. */
  readonly rounds: number;
}

/** Questions after which the compiler has settled. */
const WARM = 10_000;

const { region, questions, rounds } = workerData as Timed;
const offers = new QuickOffers(headroomOf(region), new SourceTiles(region.tiles));
const times = questions.map((): number[] => []);
for (let round = -Math.ceil(WARM / questions.length); round < rounds; round++) {
  questions.forEach((question, i) => {
    const from = performance.now();
    offers.answer(question);
    if (round >= 0) times[i]!.push(1000 * (performance.now() - from));
  });
}
parentPort!.postMessage(times.map(median));
