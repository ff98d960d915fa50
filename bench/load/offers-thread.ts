/** A thread of the bench's server: one bare search in, its text out. */
import { workerData } from 'node:worker_threads';
import { QuickOffers } from '../../src/search/offers/quick-offers.ts';
import { SourceTiles } from '../../src/search/offers/source-tiles.ts';
import { termsFor } from '../support/questions.ts';
import { type Region, headroomOf } from '../support/region.ts';
import type { OfferBody } from './offer-body.ts';

const region = workerData as Region;
const offers = new QuickOffers(headroomOf(region), new SourceTiles(region.tiles));
const decoder = new TextDecoder();

/** What piscina runs. Text, because that crosses to the main thread in less time than bytes do. */
export default ({ lon, lat, capacityKva }: OfferBody): string =>
  decoder.decode(offers.answer({ site: { lon, lat }, ...termsFor(capacityKva) }));
