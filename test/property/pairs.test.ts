import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recommend } from '../../src/plan/recommend.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { expectLawful } from '../support/expect-lawful.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid, shuffled } from '../support/random-grid.ts';
import { plainPairs } from '../support/reference/plain-pairs.ts';
import { isWholeProof, proofs } from '../support/proofs.ts';

const metres = fc.integer({ min: -900, max: 900 });
const demands = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  at: fc.tuple(metres, metres),
  capacityKva: fc.integer({ min: 200, max: 2500 }),
  securityLoadKw: fc.constantFrom(null, 0, 150, 5000),
  loadClass: fc.constantFrom(1 as const, 2 as const),
  areaType: fc.constantFrom('urban' as const, 'rural' as const),
});
type Drawn = Parameters<Parameters<typeof demands.map>[0]>[0];

const askedOf = ({ capacityKva, securityLoadKw, loadClass, areaType, at }: Drawn) =>
  requestFor({
    site: placeAt(at),
    maxPlans: 100,
    demand: { capacityKva, securityLoadKw, loadClass },
    customer: { areaType },
  });

test(`${proofs(300)} random demands for two supplies: every pair of the plain twin, as dear, as far apart, and no other`, () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(demands, (d) => {
      const rows = randomGrid(d.seed);
      const request = askedOf(d);
      const open = { ...pack, plans: { ...pack.plans, min: 100 } };
      const { plans } = recommend({ ...contextOf(rows), pack: open }, request);
      expectLawful(plans);
      const plain = plainPairs(rows, pack, catalogue)(request);
      // Class 1 asks for two sources and takes a double circuit only where there are none.
      const sources = plain.filter(({ dualSource }) => dualSource);
      const asked = d.loadClass === 1 && sources.length > 0 ? sources : plain;
      const pairs = plans.filter(({ kind }) => kind.startsWith('mv-dual-'));
      if (asked.length > 0) expect(pairs).toHaveLength(asked.length);
      for (const plan of pairs) {
        const feeders = plan.sources
          .map(
            (source) =>
              source.feederId ??
              `busbar ${source.chain.rows.find(({ kind }) => kind === 'busbar')!.elementId}`,
          )
          .sort();
        const twin = plain.find((pair) => pair.feeders.join() === feeders.join())!;
        expect(twin).toBeDefined();
        expect(plan.kind).toBe(twin.dualSource ? 'mv-dual-source' : 'mv-dual-circuit');
        expect(Math.abs(plan.bill.likelyFen / 100 - twin.likelyYuan)).toBeLessThan(600);
        const { level, shared, unproven } = plan.independence;
        expect(level).toBe(twin.level);
        expect([...shared].sort()).toEqual([...twin.shared].sort());
        expect([unproven.includes('upstream'), unproven.includes('corridor')]).toEqual([
          twin.upstreamUnproven,
          true,
        ]);
        seen[`${plan.kind} ${level}`] = (seen[`${plan.kind} ${level}`] ?? 0) + 1;
      }
    }),
    { seed: 20261121, numRuns: proofs(300) },
  );
  // Every level was met often enough to mean something.
  for (const met of !isWholeProof
    ? ['mv-dual-source substation']
    : [
        'mv-dual-source upstream',
        'mv-dual-source substation',
        'mv-dual-circuit substation',
        'mv-dual-circuit main-transformer',
        'mv-dual-circuit busbar',
        'mv-dual-circuit feeder',
      ])
    expect([met, (seen[met] ?? 0) >= 10]).toEqual([met, true]);
});

test('pairs do not depend on the order of rows', () => {
  fc.assert(
    fc.property(demands, (d) => {
      const rows = randomGrid(d.seed);
      const answer = JSON.stringify(recommend(contextOf(rows), askedOf(d)));
      expect(JSON.stringify(recommend(contextOf(shuffled(rows, d.seed)), askedOf(d)))).toBe(answer);
    }),
    { seed: 20261121, numRuns: proofs(60) },
  );
});
