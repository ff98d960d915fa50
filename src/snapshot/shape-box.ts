/** A box of places, degrees WGS 84. */
export interface ShapeBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The box in whole 0.0000001 degrees, outward, within what 32 bits hold. */
export const boxE7 = ({ west, south, east, north }: ShapeBox): [number, number, number, number] => [
  Math.max(-1.8e9, Math.floor(west * 1e7)),
  Math.max(-0.9e9, Math.floor(south * 1e7)),
  Math.min(1.8e9, Math.ceil(east * 1e7)),
  Math.min(0.9e9, Math.ceil(north * 1e7)),
];
