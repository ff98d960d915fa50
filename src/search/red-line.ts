import { nearDistanceM } from '../model/geodesic.ts';
import type { Place, Rings } from '../model/geometry.ts';

/** How much of a path lies inside a plot and how much outside, m. */
export interface PlotShare {
  readonly insideM: number;
  readonly outsideM: number;
}

type Point = readonly [number, number];

/** Whether a point lies inside rings, holes left out: a ray to the east crosses the rings an odd number of times. */
function isInside(rings: Rings, [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] ?? [0, 0];
      const [bx, by] = ring[i] ?? [0, 0];
      if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}

/** Where the way from one point to another meets the rings, as shares of the way, rising. */
function crossings(rings: Rings, [ax, ay]: Point, [bx, by]: Point): number[] {
  const dx = bx - ax;
  const dy = by - ay;
  const found: number[] = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [cx, cy] = ring[i - 1] ?? [0, 0];
      const [ex, ey] = ring[i] ?? [0, 0];
      const across = dx * (ey - cy) - dy * (ex - cx);
      if (across === 0) continue;
      const along = ((cx - ax) * (ey - cy) - (cy - ay) * (ex - cx)) / across;
      const onEdge = ((cx - ax) * dy - (cy - ay) * dx) / across;
      if (along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) found.push(along);
    }
  }
  return found.sort((a, b) => a - b);
}

/** A part of a path that lies wholly inside a plot or wholly outside. */
export interface PathPart {
  readonly inside: boolean;
  readonly lengthM: number;
  readonly path: readonly Place[];
}

/** Whether a place lies inside a plot. */
export const isInPlot = (plot: Rings, { lon, lat }: Place): boolean => isInside(plot, [lon, lat]);

const between = (a: Place, b: Place, at: number): Place => ({
  lon: a.lon + at * (b.lon - a.lon),
  lat: a.lat + at * (b.lat - a.lat),
});

/**
 * Cuts a path at a plot's red line. Straight lines in degrees: over a plot their bend from geodesics is far below 0.1 m.
 *
 * @param path from place to place; a path may leave a plot and enter it again.
 * @returns in the order along the path, each beginning where the last ended; none for a single place.
 * @cost O(places · corners).
 */
export function partsAtRedLine(path: readonly Place[], plot: Rings): PathPart[] {
  const parts: { inside: boolean; lengthM: number; path: Place[] }[] = [];
  for (let i = 1; i < path.length; i++) {
    const from = path[i - 1];
    const to = path[i];
    if (from === undefined || to === undefined) continue;
    const lengthM = nearDistanceM(from.lon, from.lat, to.lon, to.lat);
    const a: Point = [from.lon, from.lat];
    const b: Point = [to.lon, to.lat];
    const cuts = [0, ...crossings(plot, a, b), 1];
    for (let k = 1; k < cuts.length; k++) {
      const start = cuts[k - 1] ?? 0;
      const end = cuts[k] ?? 1;
      const inside = isInPlot(plot, between(from, to, (start + end) / 2));
      const stop = end === 1 ? to : between(from, to, end);
      const last = parts.at(-1);
      if (last?.inside === inside) {
        last.lengthM += (end - start) * lengthM;
        last.path.push(stop);
      } else {
        const begin = start === 0 ? from : between(from, to, start);
        parts.push({ inside, lengthM: (end - start) * lengthM, path: [begin, stop] });
      }
    }
  }
  return parts;
}

/** How much of a path lies inside a plot and how much outside. */
export function splitAtRedLine(path: readonly Place[], plot: Rings): PlotShare {
  const share = { insideM: 0, outsideM: 0 };
  for (const { inside, lengthM } of partsAtRedLine(path, plot))
    share[inside ? 'insideM' : 'outsideM'] += lengthM;
  return share;
}
