import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convexHull, distanceToHullM } from '../../src/snapshot/extent.ts';
import { placeAt } from '../support/drawn-grid.ts';

const square = convexHull(
  [
    [0, 0],
    [1000, 0],
    [1000, 1000],
    [0, 1000],
    [500, 500],
    [500, 0],
  ].map((m) => placeAt(m as [number, number])),
);

test('the hull of a square with points inside and on its edge is its four corners', () => {
  expect(square).toHaveLength(4);
});

test('distance to the hull is 0 inside and that to the nearest edge or corner outside', () => {
  expect(distanceToHullM(square, placeAt([500, 500]))).toBe(0);
  expect(distanceToHullM(square, placeAt([500, -2000]))).toBeCloseTo(2000, -1);
  expect(distanceToHullM(square, placeAt([1300, 1400]))).toBeCloseTo(500, -1);
});

test('a hull of one or two places is a point or a line', () => {
  expect(distanceToHullM(convexHull([placeAt([0, 0])]), placeAt([300, 400]))).toBeCloseTo(500, -1);
  expect(distanceToHullM(convexHull([placeAt([0, 0]), placeAt([1000, 0])]), placeAt([500, 300]))).toBeCloseTo(
    300,
    -1,
  );
});

test('every place of a set lies in its hull', () => {
  const metres = fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }));
  fc.assert(
    fc.property(fc.array(metres, { minLength: 1, maxLength: 60 }), (list) => {
      const places = list.map(placeAt);
      const hull = convexHull(places);
      for (const place of places) expect(distanceToHullM(hull, place)).toBeLessThan(1e-3);
    }),
    { seed: 20261120 },
  );
});
