/** A place in degrees WGS 84. */
export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number];
