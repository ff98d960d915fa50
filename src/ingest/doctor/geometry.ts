import { nearDistanceM } from '../../model/geodesic.ts';
import type { Line, Network } from './network.ts';

/** Length of a path, m. */
function pathLengthM(path: readonly number[]): number {
  let sum = 0;
  for (let i = 3; i < path.length; i += 2) {
    sum += nearDistanceM(path[i - 3] ?? NaN, path[i - 2] ?? NaN, path[i - 1] ?? NaN, path[i] ?? NaN);
  }
  return sum;
}

/** Length of a line on the map, m: along its path, or straight between its ends. */
export function drawnLengthM({ spots }: Network, { from, to, path }: Line): number {
  if (path !== null) return pathLengthM(path);
  const [a, b] = [spots[from], spots[to]];
  return a === undefined || b === undefined ? NaN : nearDistanceM(a.lon, a.lat, b.lon, b.lat);
}

/** Where a line's drawn path ends, degrees, and the spot that should stand there. */
export interface PathEnd {
  readonly line: number;
  readonly spot: number;
  readonly lon: number;
  readonly lat: number;
}

/** Both ends of every drawn path with the spot that each belongs to; a path may run from either end. */
export function pathEndsOf({ spots, lines }: Network): PathEnd[] {
  return lines.flatMap(({ from, to, path }, line): PathEnd[] => {
    const [a, b] = [spots[from], spots[to]];
    if (path === null || path.length < 4 || a === undefined || b === undefined) return [];
    const first = { lon: path[0] ?? NaN, lat: path[1] ?? NaN };
    const last = { lon: path.at(-2) ?? NaN, lat: path.at(-1) ?? NaN };
    const off = (one: typeof first, other: typeof first): number =>
      Math.hypot(one.lon - a.lon, one.lat - a.lat) + Math.hypot(other.lon - b.lon, other.lat - b.lat);
    const [atFrom, atTo] = off(first, last) <= off(last, first) ? [first, last] : [last, first];
    return [
      { line, spot: from, ...atFrom },
      { line, spot: to, ...atTo },
    ];
  });
}
