import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metresPerDegree, nearDistanceM } from '../../src/model/geodesic.ts';
import { vincentyM } from '../support/reference/vincenty.ts';

test('is within 0.01 mm of the exact geodesic up to 20 km, up to 75° latitude and across the date line', () => {
  const place = fc.tuple(
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.double({ min: -75, max: 75, noNaN: true }),
  );
  const step = fc.tuple(
    fc.double({ min: 0, max: 20_000, noNaN: true }),
    fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
  );
  fc.assert(
    fc.property(place, step, ([lon, lat], [metres, bearing]) => {
      const scale = metresPerDegree(lat);
      const to = {
        lon: lon + (metres * Math.sin(bearing)) / scale.east,
        lat: lat + (metres * Math.cos(bearing)) / scale.north,
      };
      const wrapped = to.lon > 180 ? to.lon - 360 : to.lon < -180 ? to.lon + 360 : to.lon;
      expect(
        Math.abs(
          nearDistanceM(lon, lat, wrapped, to.lat) - vincentyM({ lon, lat }, { lon: wrapped, lat: to.lat }),
        ),
      ).toBeLessThan(1e-5);
    }),
    { seed: 20261120, numRuns: 5000 },
  );
});

test('one minute of latitude at the equator is 1842.905 m', () => {
  expect(nearDistanceM(0, 0, 0, 1 / 60)).toBeCloseTo(1842.905, 2);
});
