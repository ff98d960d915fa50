/**
 * Exact tests of straight pieces on whole-number coordinates (0.0000001 degree, see `e7.ts`): every product stays below
 * 2^53 while pieces span less than 9 degrees, so no test is ever off by rounding.
 */

/** Whole 0.0000001 degrees, 1 cm: fits 32 bits. */
export const toE7 = (degrees: number): number => Math.round(degrees * 1e7);

/** A piece from (ax, ay) to (bx, by). */
export interface Piece {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** Twice the signed area of a, b, c: positive where c lies to the left of a → b. */
export const turn = ({ ax, ay, bx, by }: Piece, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** −1, 0 or 1 of the first that is not 0. */
const sign = (first: number, second: number, third: number): number => Math.sign(first || second || third);

/**
 * Where a piece crosses another, 0…1 along the first; −1 where it does not.
 *
 * The second is taken as shifted by an infinitesimal step east and an even smaller one north, so that touching is
 * decided the same way for every piece that shares the touching point: along any way the crossings of a line change
 * sides by turns, whatever points they have in common.
 *
 * @source Edelsbrunner and Mücke, Simulation of Simplicity, ACM Trans. Graphics 9 (1990).
 */
export function crossingAt(ab: Piece, pq: Piece): number {
  const dx = pq.bx - pq.ax;
  const dy = pq.by - pq.ay;
  const a = turn(pq, ab.ax, ab.ay);
  const b = turn(pq, ab.bx, ab.by);
  const sideA = sign(a, dy, -dx);
  const sideB = sign(b, dy, -dx);
  if (sideA === sideB) return -1;
  const ex = ab.bx - ab.ax;
  const ey = ab.by - ab.ay;
  const sideP = sign(turn(ab, pq.ax, pq.ay), -ey, ex);
  const sideQ = sign(turn(ab, pq.bx, pq.by), -ey, ex);
  if (sideP === sideQ) return -1;
  return a === b ? 0 : Math.min(1, Math.max(0, a / (a - b)));
}
