import { booleanPointInPolygon, length, lineSplit, lineString, point, polygon } from '@turf/turf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rings } from '../../src/model/geometry.ts';
import { splitAtRedLine } from '../../src/search/red-line.ts';
import { placeAt } from '../support/drawn-grid.ts';

type Metres = readonly [number, number];
const ring = (corners: readonly Metres[]) =>
  [...corners, corners[0]!].map((corner): [number, number] => {
    const { lon, lat } = placeAt(corner);
    return [lon, lat];
  });
const path = (...corners: Metres[]) => corners.map((corner) => placeAt(corner));
const square = (size: number, [east, north]: Metres = [0, 0]): Metres[] => [
  [east - size, north - size],
  [east + size, north - size],
  [east + size, north + size],
  [east - size, north + size],
];

test('a way out of a square plot is inside up to the red line and outside beyond', () => {
  const { insideM, outsideM } = splitAtRedLine(path([0, 0], [400, 0]), [ring(square(100))]);
  expect(insideM / (insideM + outsideM)).toBeCloseTo(0.25, 5);
  // Drawings are made on a sphere: metres differ from geodesic ones by its flattening.
  expect(insideM + outsideM).toBeGreaterThan(398);
  expect(insideM + outsideM).toBeLessThan(402);
});

test('a way that leaves and comes back counts each stretch, and a hole is outside', () => {
  const plot: Rings = [ring(square(100)), ring(square(20))];
  const { insideM, outsideM } = splitAtRedLine(path([-50, 0], [300, 0], [300, 50], [50, 50]), plot);
  // Inside: −50…−20, 20…100, and 50 m on the way back; outside: 40 m of hole, 200 m, 50 m, 200 m.
  expect(insideM / outsideM).toBeCloseTo((30 + 80 + 50) / (40 + 200 + 50 + 200), 3);
});

test('a way along the red line, through a corner, or that never meets it is counted once and whole', () => {
  const plot: Rings = [ring(square(100))];
  for (const way of [
    path([-100, 100], [300, 100]),
    path([-200, -200], [200, 200]),
    path([500, 500], [700, 500]),
  ]) {
    const { insideM, outsideM } = splitAtRedLine(way, plot);
    const [from, to] = [way[0]!, way.at(-1)!];
    const whole = length(
      lineString([
        [from.lon, from.lat],
        [to.lon, to.lat],
      ]),
      { units: 'meters' },
    );
    expect(Math.abs(insideM + outsideM - whole)).toBeLessThan(0.006 * whole);
  }
  expect(splitAtRedLine(path([-200, -200], [200, 200]), plot).insideM).toBeCloseTo(200 * Math.SQRT2, 0);
  expect(splitAtRedLine(path([500, 500], [700, 500]), plot).insideM).toBe(0);
});

test('random ways through random plots have the shares that turf cuts', () => {
  const around = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }));
  // Star-shaped about the origin: any radii make a simple ring.
  const radii = fc.array(fc.integer({ min: 30, max: 300 }), { minLength: 3, maxLength: 9 });
  fc.assert(
    fc.property(around, around, radii, ([ax, ay], [bx, by], spokes) => {
      fc.pre(ax !== bx || ay !== by);
      const corners = spokes.map((radius, i): Metres => {
        const angle = (2 * Math.PI * (i + 0.13)) / spokes.length;
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      });
      const plot = [ring(corners)];
      const way = path([ax, ay], [bx, by]);
      const line = lineString(way.map(({ lon, lat }) => [lon, lat]));
      const area = polygon(plot);
      const pieces = lineSplit(line, area).features;
      const inside = (pieces.length === 0 ? [line] : pieces).filter(({ geometry }) => {
        const [[x1, y1], [x2, y2]] = [geometry.coordinates[0]!, geometry.coordinates.at(-1)!];
        return booleanPointInPolygon(point([(x1! + x2!) / 2, (y1! + y2!) / 2]), area);
      });
      const turfM = inside.reduce((sum, piece) => sum + length(piece, { units: 'meters' }), 0);
      const { insideM, outsideM } = splitAtRedLine(way, plot);
      const whole = length(line, { units: 'meters' });
      expect(Math.abs(insideM / (insideM + outsideM) - turfM / whole)).toBeLessThan(0.003);
    }),
    { seed: 20261124, numRuns: 200 },
  );
});
