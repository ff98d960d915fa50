import type { ShapeBox } from '../../snapshot/shape-box.ts';

/** Units along a side of a tile. */
export const EXTENT = 4096;
/** How far features reach beyond the sides of a tile, in its units, so that strokes do not end there. */
export const BUFFER = 64;

const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The box of a tile of the Web Mercator grid with its buffer, degrees. */
export function tileBox(z: number, x: number, y: number): ShapeBox {
  const [side, over] = [2 ** -z, BUFFER / EXTENT];
  return {
    west: (x - over) * side * 360 - 180,
    east: (x + 1 + over) * side * 360 - 180,
    north: latOf((y - over) * side),
    south: latOf((y + 1 + over) * side),
  };
}

/** Units of a tile in one degree of longitude. */
export const unitsPerDegree = (z: number): number => (EXTENT * 2 ** z) / 360;
