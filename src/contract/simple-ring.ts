type Position = readonly [lon: number, lat: number];

interface Edge {
  readonly from: Position;
  readonly to: Position;
  /** Bounds; most pairs of edges are told apart by them alone. */
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Whether the last position of a ring is its first. */
export function isClosed(ring: readonly Position[]): boolean {
  const first = ring[0];
  const last = ring.at(-1);
  return first !== undefined && last !== undefined && isSame(first, last);
}

/**
 * Whether the edges of a closed ring meet only at the corners between neighbours, and go around some area.
 *
 * @cost O(n²) comparisons of bounds; some milliseconds for 1,000 edges.
 */
export function isSimple(ring: readonly Position[]): boolean {
  const edges = ring.slice(1).map((to, i) => edgeBetween(ring[i] ?? to, to));
  const last = edges.length - 1;
  return edges.every((edge, i) => {
    if (isSame(edge.from, edge.to)) return false;
    return edges.slice(i + 1).every((other, apart) => {
      if (isBeside(edge, other)) return true;
      if (apart === 0) return !isFoldedBack(edge, other);
      if (i === 0 && apart + 1 === last) return !isFoldedBack(other, edge);
      return !isMeeting(edge, other);
    });
  });
}

function edgeBetween(from: Position, to: Position): Edge {
  const [x1, y1] = from;
  const [x2, y2] = to;
  const [west, east] = [Math.min(x1, x2), Math.max(x1, x2)];
  return { from, to, west, east, south: Math.min(y1, y2), north: Math.max(y1, y2) };
}

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

const isBeside = (a: Edge, b: Edge): boolean =>
  a.west > b.east || b.west > a.east || a.south > b.north || b.south > a.north;

/** Its sign tells on which side of the line through the edge the position lies; 0 = on it. */
const side = ({ from, to }: Edge, at: Position): number =>
  Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));

/** `next` starts where `edge` ends: do they lie on each other? */
function isFoldedBack(edge: Edge, next: Edge): boolean {
  const { from, to: corner } = edge;
  const inward =
    (from[0] - corner[0]) * (next.to[0] - corner[0]) + (from[1] - corner[1]) * (next.to[1] - corner[1]);
  return side(edge, next.to) === 0 && inward > 0;
}

/** Edges whose bounds meet: each has an end on either side of the other, or on it. */
const isMeeting = (a: Edge, b: Edge): boolean =>
  side(a, b.from) * side(a, b.to) <= 0 && side(b, a.from) * side(b, a.to) <= 0;
