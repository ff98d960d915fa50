/** Longitude and latitude, degrees. */
export type LonLat = readonly [number, number];

/** A picture of some square kilometres: where a place is drawn, and how large a metre is. */
export interface MapFrame {
  /** Points from the frame's left and top edge. */
  readonly toPoint: (place: LonLat) => readonly [number, number];
  readonly pointsPerMetre: number;
}

const METRES_PER_DEGREE = 111_195;
/** Side of the smallest piece of ground that is drawn, m: a route of a few metres needs some surroundings. */
const LEAST_M = 60;

/** Places in the middle of a frame of some points, true to angle, with a margin all round. */
export function frameMap(places: readonly LonLat[], width: number, height: number): MapFrame {
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  const [lon0, lat0] = [middle(lons), middle(lats)];
  const east = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  const span = (values: readonly number[], metres: number): number =>
    Math.max(LEAST_M, (Math.max(...values) - Math.min(...values)) * metres);
  const margin = 0.76;
  const pointsPerMetre = margin * Math.min(width / span(lons, east), height / span(lats, METRES_PER_DEGREE));
  return {
    pointsPerMetre,
    toPoint: ([lon, lat]) => [
      width / 2 + (lon - lon0) * east * pointsPerMetre,
      height / 2 - (lat - lat0) * METRES_PER_DEGREE * pointsPerMetre,
    ],
  };
}

/** The longest of 1, 2, 5 × 10ⁿ metres that is drawn no longer than `most` points. */
export function scaleLength(pointsPerMetre: number, most: number): number {
  const metres = most / pointsPerMetre;
  const power = 10 ** Math.floor(Math.log10(metres));
  const step = [5, 2, 1].find((one) => one * power <= metres) ?? 1;
  return step * power;
}
