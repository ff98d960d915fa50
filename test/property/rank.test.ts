import { expect, test } from 'vitest';
import { INDEPENDENCE_LEVELS, type Plan } from '../../src/model/plan.ts';
import type { Content } from '../../src/plan/compose.ts';
import { choose, rank } from '../../src/plan/rank.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { comparable } from '../support/comparable.ts';
import { drawGrid, placeAt } from '../support/drawn-grid.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { seeded } from '../support/random-grid.ts';

const [mould] = recommend(
  contextOf(drawGrid({ mv: ['F1: B -500- P1'], mains: { B: { id: 'M1', kva: 40_000 } }, at: { B: [0, 0] } })),
  requestFor({ site: placeAt([480, 20]) }),
).plans;

/** Drafts whose measures are drawn from so few values that they tie often. */
function randomDrafts(seed: number): Content[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: 1 + Math.floor(random() * 9) }, (_, i): Content => {
    const likelyFen = pick([100, 200, 300, 400]);
    const customer = Math.min(likelyFen, pick([0, 100, 200]));
    const kind = pick(['mv-tee', 'mv-bay', 'staged', 'temporary-lease'] as const);
    const feeders = pick([['A'], ['B'], ['C'], ['D'], ['A', 'B'], ['B', 'C']]);
    const level = feeders.length > 1 ? pick(INDEPENDENCE_LEVELS.slice(1)) : 'none';
    return {
      ...mould!,
      ...{ id: `plan ${(i * 7) % 10}`, kind, priced: kind !== 'temporary-lease' },
      grade: pick(['A', 'C', 'D', 'D']),
      bill: { ...mould!.bill, likelyFen, payers: { ...mould!.bill.payers, customer } },
      totalCalendarDays: pick([30, 60]),
      security: { nMinusOne: pick([true, false, null]), transferVia: [], backedBy: [] },
      independence: { level, shared: random() < 0.5 ? ['SUB'] : [], unproven: [] },
      sources: feeders.map((feederId) => ({
        ...mould!.sources[0]!,
        feederId,
        route: { ...mould!.sources[0]!.route, lengthM: pick([10, 20]) },
      })),
    };
  });
}

/** As README says it, word for word: no worse in anything, better in something, and none of the three that do not count. */
function beats(a: Content, b: Content): boolean {
  if (!a.priced || !b.priced) return false;
  if (a.kind === 'staged' && b.kind !== 'staged') return false;
  if (a.grade === 'D' && b.grade !== 'D') return false;
  const apart = ({ sources, independence }: Content): boolean =>
    sources.length > 1 && independence.shared.length === 0;
  const worth = (plan: Content): number[] => [
    -plan.bill.likelyFen,
    -plan.bill.payers.customer,
    -plan.totalCalendarDays,
    2 * Number(apart(plan)) + Number(plan.security.nMinusOne === true),
    INDEPENDENCE_LEVELS.indexOf(plan.independence.level),
  ];
  const pairs = worth(a).map((value, i): [number, number] => [value, worth(b)[i]!]);
  return pairs.every(([x, y]) => x >= y) && pairs.some(([x, y]) => x > y);
}

const setOf = ({ sources }: Content): string => sources.map(({ feederId }) => feederId).join('+');
const setsOf = (plans: readonly Content[]): Set<string> => new Set(plans.map(setOf));

function expectShown(drafts: readonly Content[], shown: readonly Plan[], min: number, max: number): void {
  const free = drafts.filter((plan) => !drafts.some((other) => beats(other, plan)));
  const isFree = ({ id }: Content): boolean => free.some((one) => one.id === id);
  expect(shown.length).toBeLessThanOrEqual(max);
  expect(setsOf(shown).size).toBe(
    setsOf(free).size >= Math.min(min, max)
      ? Math.min(setsOf(free).size, max)
      : Math.min(min, max, setsOf(drafts).size),
  );
  // What nothing dominates is shown where there is place; what is dominated only on feeders that are not shown yet.
  const dominated = shown.filter((plan) => !isFree(plan));
  const places = max - dominated.length;
  expect(shown.filter(isFree)).toHaveLength(Math.min(free.length, places));
  for (const plan of dominated)
    expect(shown.filter((other) => setOf(other) === setOf(plan)).map(({ id }) => id)).toEqual([plan.id]);
  // What waits for works gives way to what does not, feeder for feeder.
  const now = free.filter(({ kind }) => kind !== 'staged');
  const hidden = [...setsOf(now)].filter((set) => !setsOf(shown).has(set));
  if (hidden.length > 0) expect(shown.filter((plan) => plan.kind === 'staged' && isFree(plan))).toEqual([]);
  for (const plan of shown) {
    const by = drafts.find(({ id }) => id === plan.dominatedBy);
    expect(by === undefined).toBe(isFree(plan));
    if (by === undefined) continue;
    expect([beats(by, plan), isFree(by)]).toEqual([true, true]);
    if (shown.some((other) => isFree(other) && beats(other, plan)))
      expect(shown.map(({ id }) => id)).toContain(by.id);
  }
}

/** Cost first, then days, then the route, then the id; what has no whole cost last. */
function expectOrder(shown: readonly Plan[]): void {
  const keyOf = (plan: Plan): string => {
    const route = plan.sources.reduce((sum, source) => sum + source.route.lengthM, 0);
    const figures = [plan.bill.likelyFen, plan.totalCalendarDays, route];
    return [Number(!plan.priced), ...figures.map((value) => String(value).padStart(6, '0')), plan.id].join(
      '/',
    );
  };
  const keys = shown.map(keyOf);
  expect(keys).toEqual([...keys].sort());
  expect(shown.map((plan) => plan.rank)).toEqual(shown.map((_, i) => i + 1));
}

function expectBadges(shown: readonly Plan[]): void {
  const priced = shown.filter((plan) => plan.priced);
  const sure = priced.filter(({ grade }) => grade !== 'D');
  const worthy = sure.length > 0 ? sure : priced;
  for (const plan of shown) if (plan.badges.length > 0) expect(worthy).toContain(plan);
  for (const [badge, value] of [
    ['cheapest', (plan: Plan) => plan.bill.likelyFen],
    ['fastest', (plan: Plan) => plan.totalCalendarDays],
  ] as const) {
    const has = shown.filter(({ badges }) => badges.includes(badge));
    const alike = priced.length > 1 && new Set(priced.map(value)).size === 1;
    const best = Math.min(...worthy.map(value));
    expect(has).toEqual(alike ? [] : worthy.filter((plan) => value(plan) === best));
  }
}

test('on 5,000 random sets of drafts what is shown, marked and badged is what README promises, whatever the order', () => {
  let dominated = 0;
  for (let seed = 1; seed <= 5000; seed++) {
    const drafts = randomDrafts(seed);
    const random = seeded(seed + 1);
    const [min, max] = [Math.floor(random() * 5), 1 + Math.floor(random() * 8)];
    const shown = rank(choose(drafts.map(comparable), { min, max }));
    expectShown(drafts, shown, min, max);
    expectOrder(shown);
    expectBadges(shown);
    expect(rank(choose([...drafts].reverse().map(comparable), { min, max }))).toEqual(shown);
    dominated += shown.filter(({ dominatedBy }) => dominatedBy !== null).length;
  }
  expect(dominated).toBeGreaterThan(200);
}, 120_000);

test('domination is an order: what beats what beats a plan beats that plan', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const drafts = randomDrafts(seed);
    for (const a of drafts)
      for (const b of drafts)
        for (const c of drafts) if (beats(a, b) && beats(b, c)) expect(beats(a, c)).toBe(true);
  }
});
