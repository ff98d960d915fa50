/** A direction, its length of no matter. */
export interface Direction {
  readonly dx: number;
  readonly dy: number;
}

const isLower = ({ dx, dy }: Direction): boolean => dy < 0 || (dy === 0 && dx < 0);

/** Order of directions, counter-clockwise from east. Exact on whole numbers. */
export function compareAngles(a: Direction, b: Direction): number {
  if (isLower(a) !== isLower(b)) return isLower(a) ? 1 : -1;
  return b.dx * a.dy - b.dy * a.dx;
}

/** Whether a direction lies in the wedge that opens counter-clockwise from one to another, both included. */
export function isInWedge(from: Direction, to: Direction, direction: Direction): boolean {
  const start = compareAngles(from, direction);
  const end = compareAngles(direction, to);
  return compareAngles(from, to) < 0 ? start <= 0 && end <= 0 : start <= 0 || end <= 0;
}
