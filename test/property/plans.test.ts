import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SupplyRequest } from '../../src/model/demand.ts';
import type { Plan } from '../../src/model/plan.ts';
import { LOAD_CATEGORIES, type RegionRows } from '../../src/model/record.ts';
import { fitsAsAsked } from '../../src/plan/fits-as-asked.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { expectCost, expectTwin } from '../support/expect-twin.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid, shuffled } from '../support/random-grid.ts';
import { randomRoads } from '../support/random-roads.ts';
import { plainPlanner } from '../support/reference/plain-plans.ts';
import { least, proofs } from '../support/proofs.ts';

const metres = fc.integer({ min: -1200, max: 1200 });
const demands = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  at: fc.tuple(metres, metres),
  size: fc.oneof(
    fc.record({ equipmentKw: fc.double({ min: 0.5, max: 400, noNaN: true }) }),
    fc.record({ capacityKva: fc.integer({ min: 1, max: 900 }) }),
    fc.record({ capacityKva: fc.integer({ min: 900, max: 12_000 }) }),
  ),
  phases: fc.constantFrom(1 as const, 3 as const),
  areaType: fc.constantFrom('urban' as const, 'rural' as const, null),
  category: fc.constantFrom(...LOAD_CATEGORIES),
  radiusM: fc.constantFrom(300, 1000),
});

const askedOf = (d: Parameters<Parameters<typeof demands.map>[0]>[0]) =>
  requestFor({
    site: placeAt(d.at),
    radiusM: d.radiusM,
    demand: { capacityKva: null, equipmentKw: null, ...d.size, phases: d.phases },
    customer: { areaType: d.areaType, category: d.category },
  });

/** What is shown: everything undominated, and with a minimum of ten, the rest on further feeders. */
function expectTwins(rows: RegionRows, request: SupplyRequest): readonly Plan[] {
  const open = { ...pack, plans: { ...pack.plans, min: 10 } };
  const { plans: all, rejected } = recommend({ ...contextOf(rows), pack: open }, request);
  expectLawful(all);
  const plans = all.filter(fitsAsAsked);
  const plain = plainPlanner(rows, pack, catalogue)(request);
  const byId = new Map(plain.map((plan) => [`${plan.kind}/${plan.feederId ?? plan.nodeId}`, plan]));
  expect(plans.length === 0).toBe(plain.length === 0);
  if (plans[0] !== undefined) expectCost(plans[0], plain[0]?.likelyYuan);
  for (const plan of plans) {
    const source = plan.sources[0]!;
    expectTwin(plan, byId.get(`${plan.kind}/${source.feederId ?? source.nodeId}`));
  }
  const shown = new Set(all.map(({ sources }) => sources[0]?.feederId ?? sources[0]?.nodeId));
  for (const plan of plain) if (all.length < 10) expect(shown).toContain(plan.feederId ?? plan.nodeId);
  for (const { nodeId, kind } of rejected)
    expect(plans.some((p) => p.kind === kind && p.sources[0]!.nodeId === nodeId)).toBe(false);
  return plans;
}

test(`${proofs(500)} random demands: the plans of the fast search are those of the plain twin, and lawful`, () => {
  fc.assert(
    fc.property(demands, (d) => void expectTwins(randomGrid(d.seed), askedOf(d))),
    { seed: 20261120, numRuns: proofs(500) },
  );
});

test(`${proofs(150)} random demands among random streets: the same, with the routes of the plain twin`, () => {
  let [onRoads, crossing, ducts] = [0, 0, 0];
  fc.assert(
    fc.property(demands, (d) => {
      const rows = { ...randomGrid(d.seed), ...randomRoads(d.seed) };
      for (const { sources, because, bill } of expectTwins(rows, askedOf(d))) {
        if (sources.some(({ route }) => !route.straightLine)) onRoads++;
        if (because.some(({ key }) => key === 'route-crosses')) crossing++;
        if (bill.lines.some(({ item }) => item === 'duct-existing')) ducts++;
      }
    }),
    { seed: 20261120, numRuns: proofs(150) },
  );
  expect(onRoads).toBeGreaterThan(least(100, 10));
  expect(crossing).toBeGreaterThan(least(20, 0));
  expect(ducts).toBeGreaterThan(least(10, 0));
}, 240_000);

test('the same demand gives the same bytes, again and with the rows in another order', () => {
  fc.assert(
    fc.property(demands, (d) => {
      const streets = d.seed % 2 === 0 ? {} : randomRoads(d.seed);
      const rows = { ...randomGrid(d.seed), ...streets };
      const request = askedOf(d);
      const answer = JSON.stringify(recommend(contextOf(rows), request));
      expect(JSON.stringify(recommend(contextOf(rows), request))).toBe(answer);
      expect(JSON.stringify(recommend(contextOf(shuffled(rows, d.seed)), request))).toBe(answer);
    }),
    { seed: 20261120, numRuns: proofs(100) },
  );
});

test('asking for more never makes a supply of one kind on one feeder cheaper', () => {
  fc.assert(
    fc.property(demands, fc.double({ min: 1, max: 3, noNaN: true }), (d, factor) => {
      const context = {
        ...contextOf(randomGrid(d.seed)),
        pack: { ...pack, plans: { ...pack.plans, min: 10 } },
      };
      const small =
        Math.ceil(('capacityKva' in d.size ? d.size.capacityKva : d.size.equipmentKw) * 100) / 100 + 200;
      const ask = (capacityKva: number) =>
        recommend(context, {
          ...askedOf(d),
          demand: { ...askedOf(d).demand, capacityKva, equipmentKw: null },
        }).plans;
      const key = (plan: ReturnType<typeof ask>[number]) =>
        `${plan.kind}/${plan.sources[0]?.feederId ?? plan.sources[0]?.nodeId}`;
      const cheap = new Map(ask(small).map((plan) => [key(plan), plan.bill.likelyFen]));
      for (const plan of ask(Math.ceil(small * factor * 100) / 100).filter(fitsAsAsked)) {
        expect(plan.bill.likelyFen).toBeGreaterThanOrEqual(cheap.get(key(plan)) ?? 0);
      }
    }),
    { seed: 20261120, numRuns: proofs(150) },
  );
});
