import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTables } from '../../src/ingest/tables/read-tables.ts';
import type { Place, Rings } from '../../src/model/geometry.ts';
import type { Plan, PlanSet } from '../../src/model/plan.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { collect } from '../support/collect-items.ts';
import { compareRedLines } from '../support/compare-red-lines.ts';
import { placeAt } from '../support/drawn-grid.ts';
import type { pack } from '../support/load-rules.ts';
import { packFiles, packOf } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { randomRequest } from '../support/random-request.ts';
import { isWholeProof, least, proofs } from '../support/proofs.ts';

const DEMO = fileURLToPath(new URL('../../data/demo', import.meta.url));
const packs = packFiles.map(({ text }) => packOf((JSON.parse(text) as { id: string }).id));

/** All feeders are shown, so that what gives way to other plans does not hide what changed. */
const showingAll = (context: ReturnType<typeof contextOf>, under: typeof pack) => ({
  ...context,
  pack: { ...under, plans: { ...under.plans, min: 2000 } },
});

/** A plot of three to seven corners somewhere around a place, from a courtyard to more than the radius; sometimes none. */
function randomPlot(random: () => number, { lon, lat }: Place): Rings | null {
  if (random() < 0.15) return null;
  const size = 0.00005 * 200 ** random();
  const [east, north] = [(random() - 0.5) * size, (random() - 0.5) * size];
  const corners = 3 + Math.floor(random() * 5);
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const reach = size * (0.5 + random() / 2);
    const angle = (2 * Math.PI * (i + random() * 0.8)) / corners;
    return [lon + east + reach * Math.cos(angle), lat + north + reach * Math.sin(angle)];
  });
  return [[...ring, ring[0]!]];
}

/** Sums over many pairs of answers. */
class Tally {
  alike = 0;
  moved = 0;
  single = 0;
  readonly kinds = new Set<string>();

  ask(context: ReturnType<typeof contextOf>, random: () => number, near: Place): void {
    const request = { ...randomRequest(random, near), maxPlans: 2000 };
    const [a, b] = [0, 1].map(() =>
      recommend(context, { ...request, plot: randomPlot(random, request.site) }),
    ) as [PlanSet, PlanSet];
    const { faults, alike, moved, single } = compareRedLines(a, b);
    expect(faults, JSON.stringify(request)).toEqual([]);
    for (const { kind } of a.plans) this.kinds.add(kind);
    this.alike += alike;
    this.moved += moved;
    this.single += single;
  }
}

test('a red line that moves moves money between payers and nothing else: the demo county under all packs, with roads and without', async () => {
  const { rows } = await collect(readTables(DEMO));
  const bare = { ...rows, roads: [], barriers: [], areas: [] };
  const contexts = [contextOf(rows), contextOf(bare)];
  const random = seeded(20261127);
  const tally = new Tally();
  for (let i = 0; i < proofs(160, 12); i++) {
    const { lon_deg: lon, lat_deg: lat } = rows.nodes[Math.floor(random() * rows.nodes.length)]!;
    const under = packs[(i >> 1) % packs.length]!;
    tally.ask(showingAll(contexts[i % 2]!, under), random, { lon, lat });
  }
  expect(tally.moved).toBeGreaterThan(least(100, 3));
  expect(tally.single).toBeLessThan(tally.alike / 10);
}, 600_000);

test(`the same on ${proofs(400)} random grids, every kind of plan among them`, () => {
  const tally = new Tally();
  for (let seed = 1; seed <= proofs(400); seed++) {
    const context = contextOf(randomGrid(seed, 12));
    tally.ask(showingAll(context, packs[seed % packs.length]!), seeded(seed), placeAt([0, 0]));
  }
  expect(tally.moved).toBeGreaterThan(least(200, 20));
  expect(tally.single).toBeLessThan(tally.alike / 10);
  const often = ['lv-tap', 'mv-tee'];
  for (const kind of !isWholeProof
    ? often
    : ['lv-tap', 'lv-new-transformer', 'mv-tee', 'mv-cut-in', 'mv-dual-source', 'staged'])
    expect([...tally.kinds]).toContain(kind);
}, 240_000);

const BENT: Readonly<Record<string, (plan: Plan) => Plan>> = {
  'a dearer bill': (plan) => ({ ...plan, bill: { ...plan.bill, highFen: plan.bill.highFen + 1 } }),
  'a decimetre more of a line': ({ bill, ...plan }) => ({
    ...plan,
    bill: { ...bill, lines: bill.lines.map((line) => ({ ...line, quantity: line.quantity + 0.1 })) },
  }),
  'another day': (plan) => ({ ...plan, totalCalendarDays: plan.totalCalendarDays + 1 }),
  'a worse grade': (plan) => ({ ...plan, grade: 'D' }),
  'a longer route': (plan) => ({
    ...plan,
    sources: plan.sources.map((source) => ({ ...source, route: { ...source.route, lengthM: 9999 } })),
  }),
};

test.each(Object.entries(BENT))('%s is seen', (_, bend) => {
  for (let seed = 1; seed < 50; seed++) {
    const context = contextOf(randomGrid(seed));
    const answer = recommend(context, requestFor({ site: placeAt([0, 0]) }));
    const [plan, ...others] = answer.plans;
    if (plan === undefined || plan.grade === 'D') continue;
    expect(compareRedLines(answer, answer).faults).toEqual([]);
    const bent = { ...answer, plans: [bend(plan), ...others] };
    expect(compareRedLines(answer, bent).faults).not.toEqual([]);
    return;
  }
  throw new Error('no plan of a better grade');
});
