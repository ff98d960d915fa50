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
      const [[ax, ay], [bx, by]] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
      if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}

/** Where the way from one point to another meets the rings, as shares of the way, rising. */
function crossings(rings: Rings, [ax, ay]: Point, [bx, by]: Point): number[] {
  const [dx, dy] = [bx - ax, by - ay];
  const found: number[] = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[cx, cy], [ex, ey]] = [ring[i - 1] ?? [0, 0], ring[i] ?? [0, 0]];
      const across = dx * (ey - cy) - dy * (ex - cx);
      if (across === 0) continue;
      const along = ((cx - ax) * (ey - cy) - (cy - ay) * (ex - cx)) / across;
      const onEdge = ((cx - ax) * dy - (cy - ay) * dx) / across;
      if (along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) found.push(along);
    }
  }
  return found.sort((a, b) => a - b);
}

/**
 * Splits a path at a plot's red line. Straight lines in degrees: over a plot their bend from geodesics is far below 0.1 m.
 *
 * @param path from place to place; a path may leave a plot and enter it again.
 * @cost O(places · corners).
 */
export function splitAtRedLine(path: readonly Place[], plot: Rings): PlotShare {
  let insideM = 0;
  let outsideM = 0;
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1], path[i]];
    if (from === undefined || to === undefined) continue;
    const lengthM = nearDistanceM(from.lon, from.lat, to.lon, to.lat);
    const [a, b]: [Point, Point] = [
      [from.lon, from.lat],
      [to.lon, to.lat],
    ];
    const cuts = [0, ...crossings(plot, a, b), 1];
    for (let k = 1; k < cuts.length; k++) {
      const [start, end] = [cuts[k - 1] ?? 0, cuts[k] ?? 1];
      const middle = (start + end) / 2;
      const at: Point = [a[0] + (b[0] - a[0]) * middle, a[1] + (b[1] - a[1]) * middle];
      if (isInside(plot, at)) insideM += (end - start) * lengthM;
      else outsideM += (end - start) * lengthM;
    }
  }
  return { insideM, outsideM };
}
