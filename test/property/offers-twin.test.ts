import { expect, test } from 'vitest';
import { LOAD_CATEGORIES } from '../../src/model/record.ts';
import { fitsAsAsked } from '../../src/plan/fits-as-asked.ts';
import { recommend } from '../../src/plan/recommend.ts';
import { placeAt } from '../support/drawn-grid.ts';
import { catalogue, pack } from '../support/load-rules.ts';
import { contextOf, requestFor } from '../support/open-rows.ts';
import { randomGrid, seeded } from '../support/random-grid.ts';
import { type PlainElement, plainGrid, plainLeftCkva } from '../support/reference/plain-chains.ts';
import { plainPlanner } from '../support/reference/plain-plans.ts';
import { least, proofs } from '../support/proofs.ts';

/** Every capacity that may be offered at 10 kV or below, by enumeration. */
const ratings = Object.values(catalogue.items).flatMap(({ layer, ratingKva }) =>
  layer === 'customer-transformer' ? ratingKva! : [],
);
const largest = Math.max(...ratings);
const { maxKva } = pack.voltage.mediumVoltage;
const offered = [...new Set([...ratings, ...[2, 3, 4, 5, 6].map((times) => times * largest)])]
  .filter((kva) => kva <= maxKva)
  .sort((a, b) => b - a);

/** A demand in the middle of a small random grid. */
function caseOf(seed: number) {
  const random = seeded(seed);
  const rows = randomGrid(seed, 8);
  const request = requestFor({
    site: placeAt([(random() - 0.5) * 400, (random() - 0.5) * 400]),
    demand: { capacityKva: Math.round(100 + random() * 5000) },
    customer: { category: LOAD_CATEGORIES[Math.floor(random() * LOAD_CATEGORIES.length)]! },
  });
  return { rows, request, needKva: request.demand.capacityKva! };
}

test(`on ${proofs(400)} grids of eight nodes a feeder the largest offer is the largest size at which the plain twin finds a plan`, () => {
  let [offers, refusals] = [0, 0];
  for (let seed = 1; seed <= proofs(400); seed++) {
    const { rows, request, needKva } = caseOf(seed);
    const { plans, counterOffers } = recommend(contextOf(rows), request);
    const plain = plainPlanner(rows, pack, catalogue);
    const found = (capacityKva: number): boolean =>
      plain({ ...request, demand: { ...request.demand, capacityKva } }).length > 0;
    expect(plans.some(fitsAsAsked), `seed ${seed}`).toBe(found(needKva));
    if (found(needKva)) continue;
    const best = offered.find((kva) => kva < needKva && found(kva));
    expect(counterOffers[0]?.plan.suppliesKva, `seed ${seed}: ${needKva} kVA`).toBe(best);
    if (best === undefined) refusals++;
    else offers++;
    if (best === undefined) expect(plans.length, `seed ${seed}`).toBeGreaterThan(0);
  }
  expect(offers).toBeGreaterThan(least(10));
  expect(refusals).toBeGreaterThan(least(0, -1));
});

test('a first stage without works is the largest standard size its chain takes as it stands', () => {
  let seen = 0;
  for (let seed = 1; seed <= proofs(400); seed++) {
    const { rows, request, needKva } = caseOf(seed);
    const grid = plainGrid(rows);
    for (const { kind, stages, sources } of recommend(contextOf(rows), request).plans) {
      if (kind !== 'staged') continue;
      const { nodeId, nodeKind } = sources[0]!;
      const at =
        nodeKind === 'lv-point'
          ? grid.atPoint
          : nodeKind === 'distribution-transformer'
            ? grid.atTransformer
            : grid.atNode;
      let room = Infinity;
      for (let e: PlainElement | null = at.get(nodeId)!; e !== null; e = e.above) {
        const left = plainLeftCkva(grid, rows, e, pack);
        if (left !== null) room = Math.min(room, left / 100);
      }
      const best = offered.find((kva) => kva < needKva && kva <= room);
      const first = stages[0]!;
      expect(first.works.length === 0 ? first.capacityKva : undefined, `seed ${seed}: ${room} kVA left`).toBe(
        best,
      );
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(least(20));
});
