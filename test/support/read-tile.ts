import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { TileAddress } from '../../src/planning/tiles/encode-tile.ts';

/** Units along a side of a tile, and how far features may reach beyond. */
export const UNITS = 4096;
export const OVER = 64;

export type Unit = readonly [x: number, y: number];

/** A feature as another library than the encoder's reads it; lines and rings in units of the tile. */
export interface ReadFeature {
  readonly layer: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly parts: readonly (readonly Unit[])[];
}

export const readTile = (bytes: Uint8Array): ReadFeature[] =>
  Object.entries(new VectorTile(new PbfReader(bytes)).layers).flatMap(([layer, read]) =>
    Array.from({ length: read.length }, (_, i) => {
      const feature = read.feature(i);
      const parts = feature.loadGeometry().map((part) => part.map(({ x, y }): Unit => [x, y]));
      return { layer, properties: feature.properties, parts };
    }),
  );

/** Where a place lies in the Web Mercator grid of a zoom, in tiles. @source EPSG:3857, written out anew. */
export function mercator(lon: number, lat: number, z: number): Unit {
  const phi = (lat * Math.PI) / 180;
  return [
    ((lon + 180) / 360) * 2 ** z,
    ((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z,
  ];
}

/** Where a place lies in a tile, in its units. */
export function unitsIn({ z, x, y }: TileAddress, lon: number, lat: number): Unit {
  const [column, row] = mercator(lon, lat, z);
  return [(column - x) * UNITS, (row - y) * UNITS];
}

/** All tiles of a zoom that touch a box of degrees, with those around it. */
export function tilesAround([west, south, east, north]: readonly number[], z: number): TileAddress[] {
  const [left, top] = mercator(west!, north!, z).map(Math.floor) as [number, number];
  const [right, bottom] = mercator(east!, south!, z).map(Math.floor) as [number, number];
  const tiles: TileAddress[] = [];
  for (let x = left - 1; x <= right + 1; x++)
    for (let y = top - 1; y <= bottom + 1; y++) tiles.push({ z, x, y });
  return tiles;
}

/** Distance of a place from a line, in units. */
export function distanceTo(line: readonly Unit[], [px, py]: Unit): number {
  let nearest = Infinity;
  line.forEach(([ax, ay], i) => {
    const [bx, by] = line[i + 1] ?? [ax, ay];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx - px, ay + along * dy - py));
  });
  return nearest;
}
