/** Metres of a straight route: distance × detour factor, to 0.1 m, never shorter than the straight line. */
export const detourM = (distanceM: number, detourFactor: number): number =>
  Math.ceil(distanceM * detourFactor * 10 - 1e-6) / 10;
