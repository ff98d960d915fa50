import * as turf from '@turf/turf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Direction, compareAngles, isInWedge } from '../../../src/snapshot/roads/angles.ts';
import { type Piece, crossingAt } from '../../../src/snapshot/roads/exact-segments.ts';
import { type Rings, isInside, spansInside } from '../../../src/snapshot/roads/spans-inside.ts';

/** Places on so coarse a grid that touching, overlapping and shared corners are the rule. */
const spot = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
type Spot = readonly [number, number];

const pieces = (path: readonly Spot[]): Piece[] =>
  path.slice(1).map(([bx, by], i) => ({ ax: path[i]![0], ay: path[i]![1], bx, by }));
const crossings = (path: readonly Spot[], line: readonly Spot[]): number =>
  pieces(path)
    .filter(({ ax, ay, bx, by }) => ax !== bx || ay !== by)
    .reduce((sum, piece) => sum + pieces(line).filter((other) => crossingAt(piece, other) >= 0).length, 0);

const PLENTY = { seed: 20261120, numRuns: 3000 };

test('any two ways between the same places cross a closed line the same number of times, odd or even', () => {
  const ring = fc.array(spot, { minLength: 3, maxLength: 8 });
  const way = fc.array(spot, { maxLength: 4 });
  fc.assert(
    fc.property(ring, way, way, fc.tuple(spot, spot), (corners, one, other, [from, to]) => {
      const closed = [...corners, corners[0]!];
      const [a, b] = [crossings([from, ...one, to], closed), crossings([from, ...other, to], closed)];
      expect(a % 2).toBe(b % 2);
    }),
    PLENTY,
  );
});

test('a piece crosses where it plainly does, and not where it ends before', () => {
  const wall = { ax: 5, ay: -10, bx: 5, by: 10 };
  expect(crossingAt({ ax: 0, ay: 0, bx: 10, by: 0 }, wall)).toBe(0.5);
  expect(crossingAt({ ax: 0, ay: 0, bx: 4, by: 0 }, wall)).toBe(-1);
  expect(crossingAt({ ax: 0, ay: 11, bx: 10, by: 11 }, wall)).toBe(-1);
});

/** Rings as the columns hold them. */
const ringsOf = (rings: readonly (readonly Spot[])[]): Rings => {
  const closed = rings.map((ring) => [...ring, ring[0]!]);
  const flat = closed.flat();
  const start = closed.reduce<number[]>((list, ring) => [...list, list.at(-1)! + ring.length], [0]);
  const [x, y] = [Int32Array.from(flat, ([e]) => e), Int32Array.from(flat, ([, n]) => n)];
  return { x, y, start: Uint32Array.from(start), first: 0, end: rings.length };
};

test('the stretches inside a polygon with a hole are those that turf finds step by step', () => {
  const outer: Spot[] = [[0, 0], [60, 0], [60, 40], [30, 20], [0, 40]]; // prettier-ignore
  const hole: Spot[] = [[20, 5], [40, 5], [40, 15], [20, 15]]; // prettier-ignore
  const rings = ringsOf([outer, hole]);
  const polygon = turf.polygon([outer, hole].map((ring) => [...ring, ring[0]!].map(([x, y]) => [x, y])));
  const near = fc.tuple(fc.integer({ min: -10, max: 70 }), fc.integer({ min: -10, max: 50 }));
  fc.assert(
    fc.property(near, near, ([ax, ay], [bx, by]) => {
      fc.pre(ax !== bx || ay !== by);
      const spans = spansInside(rings, { ax, ay, bx, by });
      const steps = 2000;
      let [ours, theirs] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const t = (i + 0.5) / steps;
        const point = [ax + t * (bx - ax), ay + t * (by - ay)];
        if (spans.some(([from, to]) => from <= t && t <= to)) ours++;
        if (turf.booleanPointInPolygon(point, polygon, { ignoreBoundary: true })) theirs++;
      }
      expect(Math.abs(ours - theirs)).toBeLessThan(8);
    }),
    { seed: 20261120, numRuns: 300 },
  );
  expect(isInside(rings, 30, 10)).toBe(false);
  expect(isInside(rings, 10, 10)).toBe(true);
});

test('running along a border, or touching a corner, is not inside', () => {
  const square = ringsOf([[[0, 0], [10, 0], [10, 10], [0, 10]]]); // prettier-ignore
  expect(spansInside(square, { ax: 0, ay: 0, bx: 10, by: 0 })).toEqual([]);
  expect(spansInside(square, { ax: -5, ay: 0, bx: 20, by: 0 })).toEqual([]);
  expect(spansInside(square, { ax: -5, ay: 5, bx: 5, by: -5 })).toEqual([]);
  expect(spansInside(square, { ax: 0, ay: 0, bx: 10, by: 10 })).toEqual([[0, 1]]);
  expect(spansInside(square, { ax: -10, ay: 5, bx: 10, by: 5 })).toEqual([[0.5, 1]]);
});

test('directions are ordered as their angles are, and wedges hold what lies between', () => {
  const direction = fc
    .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }))
    .filter(([dx, dy]) => dx !== 0 || dy !== 0)
    .map(([dx, dy]): Direction => ({ dx, dy }));
  const angle = ({ dx, dy }: Direction) => (Math.atan2(dy, dx) + 2 * Math.PI) % (2 * Math.PI);
  const equal = (a: number, b: number) => Math.abs(a - b) < 1e-9;
  fc.assert(
    fc.property(direction, direction, direction, (a, b, c) => {
      const [p, q, r] = [angle(a), angle(b), angle(c)];
      expect(Math.sign(compareAngles(a, b))).toBe(equal(p, q) ? 0 : Math.sign(p - q));
      const span = equal(p, q) ? 2 * Math.PI : (q - p + 2 * Math.PI) % (2 * Math.PI);
      const into = equal(p, r) ? 0 : (r - p + 2 * Math.PI) % (2 * Math.PI);
      expect(isInWedge(a, b, c)).toBe(into <= span + 1e-9);
    }),
    PLENTY,
  );
});
