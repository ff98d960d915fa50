import { median, table } from '../support/figures.ts';
import type { Measured } from '../support/part.ts';
import { drawMix } from './demand-mix.ts';
import type { OpenedRegion } from './region.ts';
import { timeAnswers } from './time-answers.ts';

const SEED = 23;

/** The mix at one and the same place again and again, beside the median of random places. */
export function onePlace({ context, same }: OpenedRegion, count: number, randomMs: number): Measured {
  if (same === null) return { text: '', figures: {} };
  const p50 = median(timeAnswers(context, drawMix([same], count, SEED, 0)).map(({ ms }) => ms));
  const header = ['places', 'median ms'];
  const rows = [
    [`one, ${same.id}`, p50],
    ['random', randomMs],
    ['random : one', randomMs / p50],
  ];
  return { text: table(header, rows), figures: { 'onePlace.p50': 1000 * p50 } };
}
