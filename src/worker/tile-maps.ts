import { CAPACITY_MAP_RADIUS_M, type CapacityMap } from '../model/capacity-map.ts';
import { CellGrid, zoneOfRegion } from '../model/cell-grid.ts';
import { metresPerDegree } from '../model/geodesic.ts';
import { TILE_LAYERS } from '../model/tiles.ts';
import { capacityMap } from '../plan/capacity-map/capacity-map.ts';
import type { MapContext } from '../plan/capacity-map/starts.ts';
import { type DrawnTile, groundUnder } from '../planning/tiles/make-tile.ts';

const RADIUS_M = CAPACITY_MAP_RADIUS_M.usual;

/** The capacity map of a region under a tile; `null` where nothing of the region is in reach, or the zoom shows none. */
export function tileMap(context: MapContext, tile: DrawnTile, asOf: string): CapacityMap | null {
  const { hull } = context.headroom.snapshot;
  if (tile.z < TILE_LAYERS.capacity.cells.minZoom || hull.length === 0) return null;
  const lons = hull.map(({ lon }) => lon);
  const lats = hull.map(({ lat }) => lat);
  const { east, north } = metresPerDegree(Math.max(...lats.map(Math.abs)));
  const ground = groundUnder(tile);
  // Cables may run a little out of the hull of the nodes; twice the radius holds them.
  const box = [
    Math.max(ground.west, Math.min(...lons) - (2 * RADIUS_M) / east),
    Math.max(ground.south, Math.min(...lats) - (2 * RADIUS_M) / north),
    Math.min(ground.east, Math.max(...lons) + (2 * RADIUS_M) / east),
    Math.min(ground.north, Math.max(...lats) + (2 * RADIUS_M) / north),
  ] as const;
  if (box[0] > box[2] || box[1] > box[3]) return null;
  const grid = new CellGrid(zoneOfRegion(hull, { lon: box[0], lat: box[1] }), box);
  return capacityMap(context, { grid, radiusM: RADIUS_M, asOf });
}
