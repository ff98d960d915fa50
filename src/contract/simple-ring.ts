type Position = readonly [lon: number, lat: number];
type Edge = readonly [from: Position, to: Position];

/** Whether the last position of a ring is its first. */
export function isClosed(ring: readonly Position[]): boolean {
  const first = ring[0];
  const last = ring.at(-1);
  return first !== undefined && last !== undefined && isSame(first, last);
}

/**
 * Whether the edges of a closed ring meet only at the corners between neighbours, and go around some area.
 *
 * @cost O(n²) over the edges; 1,000 edges take some milliseconds.
 */
export function isSimple(ring: readonly Position[]): boolean {
  const edges = ring.slice(1).map((to, i): Edge => [ring[i] ?? to, to]);
  const last = edges.length - 1;
  return edges.every(
    (edge, i) =>
      !isSame(edge[0], edge[1]) &&
      edges.every((other, j) => {
        if (j <= i) return true;
        if (j === i + 1) return !isFoldedBack(edge, other);
        if (i === 0 && j === last) return !isFoldedBack(other, edge);
        return !isMeeting(edge, other);
      }),
  );
}

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

/** Sign tells on which side of the line through the edge the position lies; 0 = on it. */
const side = ([[ax, ay], [bx, by]]: Edge, [x, y]: Position): number =>
  Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));

/** `next` starts where `edge` ends: do they lie on each other? */
function isFoldedBack(edge: Edge, next: Edge): boolean {
  const [[ax, ay], [bx, by]] = edge;
  const [dx, dy] = next[1];
  return side(edge, next[1]) === 0 && (ax - bx) * (dx - bx) + (ay - by) * (dy - by) > 0;
}

function isMeeting(a: Edge, b: Edge): boolean {
  const ofB = side(a, b[0]) * side(a, b[1]);
  const ofA = side(b, a[0]) * side(b, a[1]);
  if (ofA > 0 || ofB > 0) return false;
  const isOnOneLine = side(a, b[0]) === 0 && side(a, b[1]) === 0;
  return !isOnOneLine || (isOverlapping(a, b, 0) && isOverlapping(a, b, 1));
}

const isOverlapping = (a: Edge, b: Edge, axis: 0 | 1): boolean =>
  Math.max(Math.min(a[0][axis], a[1][axis]), Math.min(b[0][axis], b[1][axis])) <=
  Math.min(Math.max(a[0][axis], a[1][axis]), Math.max(b[0][axis], b[1][axis]));
