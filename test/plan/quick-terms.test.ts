import { expect, test } from 'vitest';
import { OFF_ROAD } from '../../src/model/ground.ts';
import { quickTerms } from '../../src/plan/quick-terms.ts';
import { catalogue, pack } from '../support/load-rules.ts';

const yuan = (item: string): number => catalogue.items[item]!.likelyYuan;
const asked = { capacityKva: 630, radiusM: 1000 };

test('in town both ways are cable and share one set of prices; poles in the country are reached overhead', () => {
  const town = quickTerms({ pack, catalogue }, { ...asked, areaType: 'urban' });
  expect(town.ways[0]!.costs).toBe(town.ways[1]!.costs);
  const country = quickTerms({ pack, catalogue }, { ...asked, areaType: 'rural' });
  expect(country.ways[0]!.costs.laying[OFF_ROAD]).toBe('overhead');
  expect(country.ways[1]!.costs).toBe(town.ways[1]!.costs);
});

test('beside the route it is what a plan lists: the equipment at the source, the meter and the station', () => {
  const { ways, needCkva } = quickTerms({ pack, catalogue }, { ...asked, areaType: 'urban' });
  expect(needCkva).toBe(63_000);
  const [tee, bay] = ways;
  expect(tee!.fixedYuan - bay!.fixedYuan).toBeCloseTo(yuan('pole-breaker') - yuan('rmu-bay-existing'), 6);
  const station = Object.entries(catalogue.items).find(
    ([, { layer, ratingKva }]) => layer === 'customer-transformer' && ratingKva === 630,
  )![0];
  expect(tee!.fixedYuan).toBeCloseTo(yuan('pole-breaker') + yuan('meter-high-voltage') + yuan(station), 6);
});
