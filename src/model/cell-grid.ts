import type { Place } from './geometry.ts';
import { TransverseMercator, type Zone, zoneAt } from './transverse-mercator.ts';

/** Side of a cell, m on the plane of its zone. */
export const CELL_M = 50;

/** Places along each side of a box that its rectangle of cells has to hold. */
const ALONG = 8;

/** West, south, east, north, degrees WGS 84. */
export type DegreeBox = readonly [west: number, south: number, east: number, north: number];

/** The zone a region's cells lie in: that of its middle, so that every box of the region has the same cells. */
export function zoneOfRegion(hull: readonly Place[], otherwise: Place): Zone {
  if (hull.length === 0) return zoneAt(otherwise);
  const lons = hull.map(({ lon }) => lon);
  const lats = hull.map(({ lat }) => lat);
  const middle = (all: readonly number[]): number => (Math.min(...all) + Math.max(...all)) / 2;
  return zoneAt({ lon: middle(lons), lat: middle(lats) });
}

/** Places on the border of a box. */
function border([west, south, east, north]: DegreeBox): Place[] {
  return Array.from({ length: ALONG + 1 }, (_, i) => i / ALONG).flatMap((share) => {
    const lon = west + share * (east - west);
    const lat = south + share * (north - south);
    return [
      { lon, lat: south },
      { lon, lat: north },
      { lon: west, lat },
      { lon: east, lat },
    ];
  });
}

/**
 * A rectangle of square cells on the plane of a zone. Cells are counted from the zone's origin, so a cell is the same in
 * every rectangle; here they stand row by row from the north, each row from the west.
 */
export class CellGrid {
  readonly zone: Zone;
  /** West side and south side, in cells from the origin. */
  readonly west: number;
  readonly south: number;
  readonly columns: number;
  readonly rows: number;
  readonly plane: TransverseMercator;

  /** The smallest rectangle of whole cells that holds a box. */
  constructor(zone: Zone, box: DegreeBox) {
    this.zone = zone;
    this.plane = new TransverseMercator(zone);
    const places = border(box).map((place) => this.plane.toPlane(place));
    const cell = (metres: readonly number[], pick: (...values: number[]) => number): number =>
      Math.floor(pick(...metres) / CELL_M);
    const east = places.map(({ eastM }) => eastM);
    const north = places.map(({ northM }) => northM);
    this.west = cell(east, Math.min);
    this.south = cell(north, Math.min);
    this.columns = cell(east, Math.max) - this.west + 1;
    this.rows = cell(north, Math.max) - this.south + 1;
  }

  get size(): number {
    return this.columns * this.rows;
  }

  /** North-west corner of the rectangle, m. */
  get corner(): { eastM: number; northM: number } {
    return { eastM: this.west * CELL_M, northM: (this.south + this.rows) * CELL_M };
  }

  /** Name of a cell: zone, column and row from the zone's origin. */
  id(cell: number): string {
    const column = this.west + (cell % this.columns);
    const row = this.south + this.rows - 1 - Math.floor(cell / this.columns);
    return `${this.zone.srid}-${column}-${row}`;
  }

  /** Middle of a cell. */
  centre(cell: number): Place {
    return this.#at(cell, 0.5, 0.5);
  }

  /** Its ring, counter-clockwise from the south-west, closed. */
  ring(cell: number): Place[] {
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ] as const;
    return corners.map(([right, up]) => this.#at(cell, right, up));
  }

  /** The cell that holds a place; -1 = it lies outside. */
  cellAt(place: Place): number {
    const { eastM, northM } = this.plane.toPlane(place);
    const column = Math.floor(eastM / CELL_M) - this.west;
    const row = this.south + this.rows - 1 - Math.floor(northM / CELL_M);
    const inside = column >= 0 && column < this.columns && row >= 0 && row < this.rows;
    return inside ? row * this.columns + column : -1;
  }

  #at(cell: number, right: number, up: number): Place {
    const eastM = (this.west + (cell % this.columns) + right) * CELL_M;
    const northM = (this.south + this.rows - 1 - Math.floor(cell / this.columns) + up) * CELL_M;
    return this.plane.toDegrees({ eastM, northM });
  }
}
