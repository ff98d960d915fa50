import { expect, test } from 'vitest';
import { BestOffers, MOST_OFFERS } from '../../../src/search/offers/best-offers.ts';
import { seeded } from '../../support/random-grid.ts';

test('it keeps what sorting everything would put first, also when candidates become cheaper', () => {
  const random = seeded(11);
  const best = new BestOffers();
  for (let round = 0; round < 500; round++) {
    best.clear();
    const known = new Map<number, number>();
    for (let i = 0; i < 30; i++) {
      const candidate = Math.floor(random() * 12);
      const fen = Math.floor(random() * 20);
      if (fen >= (known.get(candidate) ?? Infinity)) continue;
      known.set(candidate, fen);
      // Sources stand in another order than candidates.
      best.put(candidate, 100 - candidate, fen);
    }
    const sorted = [...known].sort((a, b) => a[1] - b[1] || b[0] - a[0]).slice(0, MOST_OFFERS);
    expect(Array.from(best.candidates.slice(0, best.size))).toEqual(sorted.map(([candidate]) => candidate));
    expect(best.limitFen).toBe(sorted.length < MOST_OFFERS ? Infinity : sorted.at(-1)![1]);
  }
});
