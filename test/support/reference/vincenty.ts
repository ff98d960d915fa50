import type { Place } from '../../../src/model/geometry.ts';

const A = 6_378_137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const RAD = Math.PI / 180;
const shortWay = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);

/**
 * The slow twin of `nearDistanceM`: geodesic distance on the WGS 84 ellipsoid, exact to a micrometre for places that are not antipodal.
 *
 * @returns metres.
 * @source T. Vincenty, Survey Review XXIII (1975), inverse formula.
 */
export function vincentyM(a: Place, b: Place): number {
  const reducedA = Math.atan((1 - F) * Math.tan(a.lat * RAD));
  const reducedB = Math.atan((1 - F) * Math.tan(b.lat * RAD));
  const [sinA, cosA, sinB, cosB] = [
    Math.sin(reducedA),
    Math.cos(reducedA),
    Math.sin(reducedB),
    Math.cos(reducedB),
  ];
  const dLon = shortWay(b.lon - a.lon) * RAD;
  let lambda = dLon;
  for (let round = 0; round < 100; round++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cosB * sinLambda, cosA * sinB - sinA * cosB * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sinA * sinB + cosA * cosB * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosA * cosB * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cosMid = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinA * sinB) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    const bend = sigma + c * sinSigma * (cosMid + c * cosSigma * (2 * cosMid * cosMid - 1));
    lambda = dLon + (1 - c) * F * sinAlpha * bend;
    if (Math.abs(lambda - before) < 1e-13) {
      const u2 = (cos2Alpha * (A * A - B * B)) / (B * B);
      const bigA = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
      const bigB = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
      const third = (bigB / 6) * cosMid * (4 * sinSigma * sinSigma - 3) * (4 * cosMid * cosMid - 3);
      const deltaSigma =
        bigB * sinSigma * (cosMid + (bigB / 4) * (cosSigma * (2 * cosMid * cosMid - 1) - third));
      return B * bigA * (sigma - deltaSigma);
    }
  }
  throw new Error(`no geodesic between ${JSON.stringify(a)} and ${JSON.stringify(b)}: antipodal places`);
}
