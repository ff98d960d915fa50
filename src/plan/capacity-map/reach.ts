import { CELL_M, type CellGrid } from '../../model/cell-grid.ts';
import { nearDistanceM } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import type { PlanePlace } from '../../model/transverse-mercator.ts';
import { nearestOnCable } from '../../search/cables-within.ts';
import { PATH_STEPS } from '../../snapshot/cable-paths.ts';
import type { Snapshot } from '../../snapshot/open.ts';

/** How far metres of the plane may be from those on the globe, as a share, up to four degrees from the meridian. */
const PLANE_ERROR = 0.004;
/** And what a kept place may be off, m. */
const PLACE_ERROR_M = 1;

/** Cells that something reaches: whose middle lies near enough. */
export interface Reach {
  /** Box of the cells that may be reached, m: west, south, east, north. */
  readonly box: readonly [number, number, number, number];
  /** Whether it reaches the middle of a cell, which lies here on the plane. */
  covers(cell: number, eastM: number, northM: number): boolean;
}

/** Square metres below which a cell is surely reached, and from which on it is not. */
function limits(radiusM: number): { surely: number; never: number } {
  return {
    surely: Math.max(0, radiusM * (1 - PLANE_ERROR) - PLACE_ERROR_M) ** 2,
    never: (radiusM * (1 + PLANE_ERROR) + PLACE_ERROR_M) ** 2,
  };
}

function boxAround(places: readonly PlanePlace[], radiusM: number): Reach['box'] {
  const over = radiusM * (1 + PLANE_ERROR) + CELL_M;
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const { eastM, northM } of places) {
    west = Math.min(west, eastM);
    south = Math.min(south, northM);
    east = Math.max(east, eastM);
    north = Math.max(north, northM);
  }
  return [west - over, south - over, east + over, north + over];
}

/** What lies within a radius of a place; `within` decides of geodesic metres near the radius. */
export function reachOfPlace(
  grid: CellGrid,
  at: Place,
  radiusM: number,
  within: (distanceM: number) => boolean,
): Reach {
  const flat = grid.plane.toPlane(at);
  const { surely, never } = limits(radiusM);
  return {
    box: boxAround([flat], radiusM),
    covers: (cell, eastM, northM) => {
      const square = (eastM - flat.eastM) ** 2 + (northM - flat.northM) ** 2;
      if (square <= surely || square > never) return square <= surely;
      const { lon, lat } = grid.centre(cell);
      return within(nearDistanceM(lon, lat, at.lon, at.lat));
    },
  };
}

function pathOf({ columns: { cablePathStart, cableLon, cableLat } }: Snapshot, cable: number): Place[] {
  const first = cablePathStart[cable] ?? 0;
  return Array.from({ length: (cablePathStart[cable + 1] ?? 0) - first }, (_, i) => ({
    lon: (cableLon[first + i] ?? 0) / PATH_STEPS,
    lat: (cableLat[first + i] ?? 0) / PATH_STEPS,
  }));
}

/** Least square distance of a place to a path; it ends as soon as it is below what counts as surely near. */
function squareTo(path: readonly PlanePlace[], x: number, y: number, enough: number): number {
  const [first] = path;
  if (first === undefined) return Infinity;
  let least = (first.eastM - x) ** 2 + (first.northM - y) ** 2;
  for (let i = 1; i < path.length && least > enough; i++) {
    const from = path[i - 1] ?? first;
    const to = path[i] ?? first;
    const dx = to.eastM - from.eastM;
    const dy = to.northM - from.northM;
    const square = dx * dx + dy * dy;
    const along = square === 0 ? 0 : ((x - from.eastM) * dx + (y - from.northM) * dy) / square;
    const t = Math.min(1, Math.max(0, along));
    least = Math.min(least, (from.eastM + t * dx - x) ** 2 + (from.northM + t * dy - y) ** 2);
  }
  return least;
}

/** What lies within a radius of a cable. */
export function reachOfCable(grid: CellGrid, snapshot: Snapshot, cable: number, radiusM: number): Reach {
  const flat = pathOf(snapshot, cable).map((place) => grid.plane.toPlane(place));
  const { surely, never } = limits(radiusM);
  return {
    box: boxAround(flat, radiusM),
    covers: (cell, eastM, northM) => {
      const square = squareTo(flat, eastM, northM, surely);
      if (square <= surely || square > never) return square <= surely;
      return nearestOnCable(snapshot, cable, grid.centre(cell)).distanceM <= radiusM;
    },
  };
}
