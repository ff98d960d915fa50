import { expect, test } from 'vitest';
import type { Content } from '../../src/plan/compose.ts';
import { choose, rank } from '../../src/plan/rank.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { comparable } from '../support/comparable.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';

/** A plan of the smallest grid, as a mould. */
const [mould] = recommend(
  contextOf(drawGrid({ mv: ['F1: B -500- P1'], mains: { B: { id: 'M1', kva: 40_000 } }, at: { B: [0, 0] } })),
  requestFor({ site: placeAt([480, 20]) }),
).plans;

interface Change {
  readonly fen: number;
  readonly grade: Content['grade'];
  readonly days?: number;
  readonly kind?: Content['kind'];
}

/** A draft on a feeder of its own. */
function draft(id: string, { fen, grade, days = 50, kind = 'mv-tee' }: Change): Content {
  const payers = { ...mould!.bill.payers, customer: fen };
  const sources = mould!.sources.map((source) => ({ ...source, feederId: id }));
  const bill = { ...mould!.bill, likelyFen: fen, payers };
  return { ...mould!, id, kind, grade, sources, bill, totalCalendarDays: days };
}

const ranked = (drafts: readonly Content[], min = 10) =>
  rank(choose(drafts.map(comparable), { min, max: 10 })).map(({ id, dominatedBy, badges }) => [
    id,
    dominatedBy,
    badges.join(' '),
  ]);

test('what nobody vouches for stands where its cost puts it, dominates nothing that is vouched for and has no badge', () => {
  expect(
    ranked([
      draft('sure', { fen: 200, grade: 'C' }),
      draft('unsure', { fen: 100, grade: 'D', days: 40 }),
      draft('worse', { fen: 300, grade: 'B' }),
    ]),
  ).toEqual([
    ['unsure', null, ''],
    ['sure', null, 'cheapest fastest'],
    ['worse', 'sure', 'fastest'],
  ]);
});

test('what nobody vouches for is dominated as any other, also by its like', () => {
  expect(
    ranked([
      draft('sure', { fen: 200, grade: 'A' }),
      draft('dear', { fen: 300, grade: 'D' }),
      draft('cheap', { fen: 100, grade: 'D' }),
      draft('less cheap', { fen: 150, grade: 'D' }),
    ]),
  ).toEqual([
    ['cheap', null, ''],
    ['less cheap', 'cheap', ''],
    ['sure', null, 'cheapest'],
    ['dear', 'cheap', ''],
  ]);
});

test('where nothing is vouched for the best of them has the badge', () => {
  const two = [draft('a', { fen: 100, grade: 'D' }), draft('b', { fen: 200, grade: 'D' })];
  expect(ranked(two)).toEqual([
    ['a', null, 'cheapest'],
    ['b', 'a', ''],
  ]);
});

test('a vouched plan is never hidden behind a cheaper one of unknown room', () => {
  const drafts = [
    ...['x', 'y', 'z'].map((id, i) => draft(id, { fen: 100 + i, grade: 'D' })),
    draft('sure', { fen: 900, grade: 'C', days: 90 }),
  ];
  expect(ranked(drafts, 1).map(([id]) => id)).toEqual(['x', 'sure']);
});
