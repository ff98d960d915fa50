/** A point in a county's own plane: metres east and north of the county's origin. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const plus = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y });
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
export const shifted = (path: readonly Point[], by: Point): Point[] => path.map((p) => plus(p, by));

/** Point at the share `t` (0…1) between two points. */
export const between = (a: Point, b: Point, t: number): Point => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});

/** `p` turned about `centre` by `angle` radians, counter-clockwise. */
export const turned = (p: Point, centre: Point, angle: number): Point => {
  const [dx, dy, c, s] = [p.x - centre.x, p.y - centre.y, Math.cos(angle), Math.sin(angle)];
  return { x: centre.x + dx * c - dy * s, y: centre.y + dx * s + dy * c };
};

/** Unit vector from `a` to `b`; the two must differ. */
export const direction = (a: Point, b: Point): Point => {
  const d = distance(a, b);
  return { x: (b.x - a.x) / d, y: (b.y - a.y) / d };
};

/** The vector `alongM` metres in direction `u` and `leftM` metres to its left. */
export const step = (u: Point, alongM: number, leftM: number): Point => ({
  x: u.x * alongM - u.y * leftM,
  y: u.y * alongM + u.x * leftM,
});

/** Length of a path, m. */
export const lengthOf = (path: readonly Point[]): number =>
  path.reduce((sum, p, i) => (i === 0 ? 0 : sum + distance(path[i - 1]!, p)), 0);

/** `count` − 1 points that cut a path into `count` pieces of equal length, in the path's direction. */
export const cutEvenly = (path: readonly Point[], count: number): Point[] => {
  const piece = lengthOf(path) / count;
  const cuts: Point[] = [];
  let walked = 0;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const d = distance(a, b);
    while (cuts.length < count - 1 && (cuts.length + 1) * piece <= walked + d) {
      cuts.push(between(a, b, ((cuts.length + 1) * piece - walked) / d));
    }
    walked += d;
  }
  return cuts;
};

/** A path without points that repeat the one before (nearer than 0.5 m). */
export const withoutRepeats = (path: readonly Point[]): Point[] =>
  path.filter((p, i) => i === 0 || distance(path[i - 1]!, p) >= 0.5);
