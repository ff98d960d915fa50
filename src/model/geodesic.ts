// WGS 84 (CGCS2000's differs in the tenth digit of the flattening: 0.1 mm on the globe).
const A = 6_378_137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const RAD = Math.PI / 180;

/** Longitude difference in degrees, the short way round. */
const shortWay = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);

/**
 * Metres per degree of latitude and of longitude at a latitude: the ellipsoid's two radii of curvature.
 *
 * @param lat degrees WGS 84.
 */
export function metresPerDegree(lat: number): { north: number; east: number } {
  const sin = Math.sin(lat * RAD);
  const w2 = 1 - E2 * sin * sin;
  const w = Math.sqrt(w2);
  return { north: (RAD * A * (1 - E2)) / (w2 * w), east: (RAD * A * Math.cos(lat * RAD)) / w };
}

/**
 * Geodesic distance between two near places, by the mid-latitude formula with its second-order terms.
 *
 * Within 0.01 mm of the exact geodesic up to 20 km and 75° latitude (test/model/geodesic.test.ts); not for more.
 *
 * @returns metres on the WGS 84 ellipsoid.
 * @source Gauss's mid-latitude formulas, Rapp, Geometric Geodesy I, §1.5.
 */
export function nearDistanceM(lonA: number, latA: number, lonB: number, latB: number): number {
  const midLat = ((latA + latB) / 2) * RAD;
  const dLat = (latB - latA) * RAD;
  const dLon = shortWay(lonB - lonA) * RAD;
  const sin = Math.sin(midLat);
  const cos = Math.cos(midLat);
  const w2 = 1 - E2 * sin * sin;
  const w = Math.sqrt(w2);
  const n = A / w;
  const m = (A * (1 - E2)) / (w2 * w);
  const eta2 = (E2 * cos * cos) / (1 - E2);
  const t2 = (sin * sin) / (cos * cos);
  const east =
    n *
    cos *
    dLon *
    (1 -
      (sin * sin * dLon * dLon) / 24 +
      ((1 + eta2 - 9 * eta2 * t2) * dLat * dLat) / (24 * (1 + eta2) ** 2));
  const north =
    m *
    dLat *
    (1 -
      (cos * cos * (2 + 3 * t2 + 2 * eta2) * dLon * dLon) / 24 -
      (eta2 * (t2 - 1) * dLat * dLat) / (8 * (1 + eta2) ** 2));
  return Math.hypot(east, north);
}
