import { metresPerDegree } from '../model/geodesic.ts';
import type { Place } from '../model/geometry.ts';

/**
 * Convex hull of places, counter-clockwise, without collinear places; fewer than three when they have no area.
 *
 * @source Andrew's monotone chain, Inf. Process. Lett. 9 (1979).
 */
export function convexHull(places: readonly Place[]): Place[] {
  const sorted = [...places].sort((a, b) => a.lon - b.lon || a.lat - b.lat);
  const turn = (o: Place, a: Place, b: Place): number =>
    (a.lon - o.lon) * (b.lat - o.lat) - (a.lat - o.lat) * (b.lon - o.lon);
  const half = (order: readonly Place[]): Place[] => {
    const chain: Place[] = [];
    for (const place of order) {
      for (;;) {
        const before = chain.at(-2);
        const last = chain.at(-1);
        if (before === undefined || last === undefined || turn(before, last, place) > 0) break;
        chain.pop();
      }
      if (chain.at(-1)?.lon !== place.lon || chain.at(-1)?.lat !== place.lat) chain.push(place);
    }
    return chain;
  };
  const lower = half(sorted);
  const upper = half(sorted.reverse());
  return lower.length === 1 ? lower : [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/**
 * Metres from a place to a convex hull, 0 inside; local plane around the place.
 *
 * @param hull counter-clockwise, as `convexHull` makes it; at least one place.
 */
export function distanceToHullM(hull: readonly Place[], place: Place): number {
  const scale = metresPerDegree(place.lat);
  const local = hull.map(({ lon, lat }) => ({
    x: (lon - place.lon) * scale.east,
    y: (lat - place.lat) * scale.north,
  }));
  let inside = hull.length >= 3;
  let nearest = Infinity;
  local.forEach((a, i) => {
    const b = local[(i + 1) % local.length] ?? a;
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    if (dx * -a.y - dy * -a.x < 0) inside = false;
    const along = Math.max(0, Math.min(1, -(a.x * dx + a.y * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(a.x + along * dx, a.y + along * dy));
  });
  return inside ? 0 : nearest;
}
