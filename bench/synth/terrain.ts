import type { Point } from './plane.ts';
import type { Random } from './random.ts';

/** Half the extent of a county, m: its plane reaches from −half to +half. */
export const HALF = { x: 7_000, y: 6_000 } as const;

/** A river from west to east and a railway from south to north, as functions of the other coordinate. */
export interface Terrain {
  riverY(x: number): number;
  readonly riverHalfWidthM: number;
  railX(y: number): number;
}

/** A river south of the seat (which reaches down to y ≈ −1,300) and a railway between the seat and the park. */
export const drawTerrain = (random: Random): Terrain => {
  const [a, b, c] = [random.between(0, 6), random.between(0, 6), random.between(0, 6)];
  return {
    riverY: (x) => -2_350 + 400 * Math.sin(x / 1_500 + a) + 140 * Math.sin(x / 640 + b),
    riverHalfWidthM: random.between(35, 50),
    railX: (y) => 2_080 + 110 * Math.sin(y / 2_300 + c),
  };
};

const anyAlong = (a: Point, b: Point, test: (p: Point) => boolean): boolean => {
  const count = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 20));
  for (let i = 0; i <= count; i++) {
    if (test({ x: a.x + ((b.x - a.x) * i) / count, y: a.y + ((b.y - a.y) * i) / count })) return true;
  }
  return false;
};

/** Whether any point is nearer to the river's bank than `marginM` (north–south distance, inside counts). */
export const nearRiver = (terrain: Terrain, p: Point, marginM: number): boolean =>
  Math.abs(p.y - terrain.riverY(p.x)) < terrain.riverHalfWidthM + marginM;

/** Whether the straight line from `a` to `b` touches the river, sampled every 20 m (the river is 70 m wide). */
export const crossesRiver = (terrain: Terrain, a: Point, b: Point): boolean =>
  anyAlong(a, b, (p) => nearRiver(terrain, p, 10));

/** Whether the straight line from `a` to `b` crosses the railway. */
export const crossesRail = (terrain: Terrain, a: Point, b: Point): boolean =>
  a.x < terrain.railX(a.y) !== b.x < terrain.railX(b.y);
