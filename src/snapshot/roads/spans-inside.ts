import { type Piece, turn } from './exact-segments.ts';

/** Rings of one polygon within shared vertex arrays: ring r is the vertices start[r] … start[r + 1] − 1, closed. */
export interface Rings {
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly start: Uint32Array;
  readonly first: number;
  readonly end: number;
}

/** Calls for each side of each ring. */
function forSides({ x, y, start, first, end }: Rings, visit: (side: Piece) => void): void {
  for (let ring = first; ring < end; ring++) {
    for (let i = (start[ring] ?? 0) + 1; i < (start[ring + 1] ?? 0); i++) {
      visit({ ax: x[i - 1] ?? 0, ay: y[i - 1] ?? 0, bx: x[i] ?? 0, by: y[i] ?? 0 });
    }
  }
}

/** The same for sides that come near a piece: whose box touches its own, a step wider. Most sides of a river do not. */
export function forSidesNear(
  { x, y, start, first, end }: Rings,
  piece: Piece,
  visit: (side: Piece) => void,
): void {
  const west = Math.min(piece.ax, piece.bx) - 1;
  const east = Math.max(piece.ax, piece.bx) + 1;
  const south = Math.min(piece.ay, piece.by) - 1;
  const north = Math.max(piece.ay, piece.by) + 1;
  for (let ring = first; ring < end; ring++) {
    for (let i = (start[ring] ?? 0) + 1; i < (start[ring + 1] ?? 0); i++) {
      const ax = x[i - 1] ?? 0;
      const ay = y[i - 1] ?? 0;
      const bx = x[i] ?? 0;
      const by = y[i] ?? 0;
      if ((ax < west && bx < west) || (ax > east && bx > east)) continue;
      if ((ay < south && by < south) || (ay > north && by > north)) continue;
      visit({ ax, ay, bx, by });
    }
  }
}

/** Whether a place lies inside, by the even-odd rule, so that holes count as outside. On the border: either. */
export function isInside(rings: Rings, px: number, py: number): boolean {
  let inside = false;
  forSides(rings, ({ ax, ay, bx, by }) => {
    if (ay > py !== by > py && px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

const between = (value: number, a: number, b: number): boolean =>
  (value >= a && value <= b) || (value >= b && value <= a);

/** Whether a place lies on the border. Exact. */
export function isOnBorder(rings: Rings, px: number, py: number): boolean {
  let on = false;
  forSidesNear(rings, { ax: px, ay: py, bx: px, by: py }, (side) => {
    on ||= between(px, side.ax, side.bx) && between(py, side.ay, side.by) && turn(side, px, py) === 0;
  });
  return on;
}

/** Where a piece meets the border, 0…1, in no order. */
function meetings(rings: Rings, ab: Piece): number[] {
  const at: number[] = [];
  const ex = ab.bx - ab.ax;
  const ey = ab.by - ab.ay;
  const length2 = ex * ex + ey * ey;
  forSidesNear(rings, ab, (side) => {
    const a = turn(side, ab.ax, ab.ay);
    const b = turn(side, ab.bx, ab.by);
    if (a === b) {
      if (a === 0) at.push(((side.ax - ab.ax) * ex + (side.ay - ab.ay) * ey) / length2);
      return;
    }
    const p = turn(ab, side.ax, side.ay);
    const q = turn(ab, side.bx, side.by);
    if (Math.sign(a) * Math.sign(b) <= 0 && Math.sign(p) * Math.sign(q) <= 0) at.push(a / (a - b));
  });
  return at;
}

/**
 * The stretches of a piece that lie inside a polygon, each from and to, 0…1 along the piece, in order; running along
 * the border is not inside.
 */
export function spansInside(rings: Rings, ab: Piece): [from: number, to: number][] {
  const cuts = [0, ...meetings(rings, ab).filter((t) => t > 0 && t < 1), 1].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (let i = 1; i < cuts.length; i++) {
    const from = cuts[i - 1] ?? 0;
    const to = cuts[i] ?? 1;
    const middle = (from + to) / 2;
    const x = ab.ax + middle * (ab.bx - ab.ax);
    const y = ab.ay + middle * (ab.by - ab.ay);
    // Along the border the middle is on it only up to rounding: a millimetre inside is not inside.
    if (to - from < 1e-9 || !isInside(rings, x, y) || nearBorder(rings, x, y)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === from) last[1] = to;
    else spans.push([from, to]);
  }
  return spans;
}

/** Whether a place lies within a tenth of a coordinate step of the border, 1 mm. */
function nearBorder(rings: Rings, px: number, py: number): boolean {
  let near = false;
  forSidesNear(rings, { ax: px, ay: py, bx: px, by: py }, (side) => {
    const dx = side.bx - side.ax;
    const dy = side.by - side.ay;
    const length = Math.hypot(dx, dy);
    if (length === 0 || near) return;
    const along = ((px - side.ax) * dx + (py - side.ay) * dy) / length;
    if (along >= 0 && along <= length) near = Math.abs(turn(side, px, py)) / length < 0.1;
  });
  return near;
}
