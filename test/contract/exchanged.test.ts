import { expect, test } from 'vitest';
import { exchangedField } from '../../src/contract/exchanged.ts';
import { regionAt } from '../../src/contract/find-region.ts';
import { parseBody } from '../../src/contract/parse.ts';
import { Refusal } from '../../src/contract/refusal.ts';
import { supplyPlansBody } from '../../src/contract/supply-plans-request.ts';
import type { Place } from '../../src/model/geometry.ts';

const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
};

test('a latitude beyond 90° with a longitude that could be one is told as exchanged', () => {
  const body = (lon: number, lat: number) => ({
    site: { lon, lat, crs: 'WGS84' },
    demand: { capacityKva: 630 },
    customer: { category: 'industrial' },
  });
  const issue = (lon: number, lat: number) =>
    refusalOf(() => parseBody(supplyPlansBody, body(lon, lat))).issues.find(
      ({ pointer }) => pointer === '/site/lat',
    );
  expect(issue(33.97, 113.21)).toMatchObject({ code: 'out-of-range', didYouMean: 'lon' });
  expect(issue(113.21, 113.21)).not.toHaveProperty('didYouMean');
  expect(issue(33.97, 200)).not.toHaveProperty('didYouMean');
});

test('only a latitude is meant for the other field', () => {
  expect(exchangedField(['site', 'lat'], { lon: '33.9', lat: '113' })).toBe('lon');
  expect(exchangedField(['site', 'lon'], { lon: 33.9, lat: 113 })).toBeNull();
  expect(exchangedField(['site', 'lat'], null)).toBeNull();
});

test('a place outside that lies in a region the other way round is told so, and no region of others', () => {
  const at = ({ lon, lat }: Place): readonly string[] => (lon === 75.9 && lat === 39.5 ? ['west'] : []);
  const planner = {
    regions: () => [{ id: 'west' }] as never,
    regionsAt: (place: Place, regions: readonly string[] | '*') =>
      at(place).filter((id) => regions === '*' || regions.includes(id)),
  };
  const ask = (lon: number, lat: number, regions: '*' | string[]) =>
    refusalOf(() =>
      regionAt(
        planner,
        { role: 'manager', sub: 'a', regions },
        { lon, lat },
        {
          region: undefined,
          pointers: { region: '/region', place: '/site' },
        },
      ),
    ).issues[0];
  expect(ask(39.5, 75.9, '*')).toMatchObject({ code: 'not-covered', didYouMean: '75.9 39.5 (WGS84)' });
  expect(ask(39.5, 75.9, ['east'])).not.toHaveProperty('didYouMean');
  expect(ask(39.5, 75.8, '*')).not.toHaveProperty('didYouMean');
  expect(ask(139.5, 75.9, '*')).not.toHaveProperty('didYouMean');
});
