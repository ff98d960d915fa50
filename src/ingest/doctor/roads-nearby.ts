import { metresPerDegree } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import type { Row } from '../../model/record.ts';

/** Cells per row: far more than any region has. */
const ROW = 2 ** 24;

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Roads cut into segments in square cells as wide as the reach, on a plane in metres that touches the first road. */
export class RoadsNearby {
  readonly #reachM: number;
  readonly #scale: { readonly north: number; readonly east: number };
  readonly #origin: Place;
  readonly #cells = new Map<number, Segment[]>();

  constructor(roads: readonly Pick<Row<'roads'>, 'path_wkt'>[], reachM: number) {
    const [lon = 0, lat = 0] = roads[0]?.path_wkt ?? [];
    this.#reachM = reachM;
    this.#origin = { lon, lat };
    this.#scale = metresPerDegree(lat);
    for (const { path_wkt: path } of roads) this.#add(path);
  }

  /** Distance to the nearest road, m; the reach where none is nearer. */
  distanceM(place: Place): number {
    const [x, y] = this.#toPlane(place.lon, place.lat);
    const [column, row] = [Math.floor(x / this.#reachM), Math.floor(y / this.#reachM)];
    let least = this.#reachM;
    for (let up = -1; up <= 1; up++) {
      for (let right = -1; right <= 1; right++) {
        for (const segment of this.#cells.get(column + right + (row + up) * ROW) ?? []) {
          least = Math.min(least, distanceTo(segment, x, y));
        }
      }
    }
    return least;
  }

  #toPlane(lon: number, lat: number): readonly [number, number] {
    return [(lon - this.#origin.lon) * this.#scale.east, (lat - this.#origin.lat) * this.#scale.north];
  }

  #add(path: readonly number[]): void {
    for (let i = 3; i < path.length; i += 2) {
      const [x1, y1] = this.#toPlane(path[i - 3] ?? NaN, path[i - 2] ?? NaN);
      const [x2, y2] = this.#toPlane(path[i - 1] ?? NaN, path[i] ?? NaN);
      // Steps of half a cell miss a cell's corner at most, which a neighbour covers.
      const steps = Math.min(ROW, Math.ceil((2 * Math.hypot(x2 - x1, y2 - y1)) / this.#reachM));
      const cells = new Set<number>();
      for (let step = 0; step <= steps; step++) {
        const t = steps === 0 ? 0 : step / steps;
        const [column, row] = [x1 + t * (x2 - x1), y1 + t * (y2 - y1)].map((each) =>
          Math.floor(each / this.#reachM),
        );
        cells.add((column ?? 0) + (row ?? 0) * ROW);
      }
      for (const cell of cells) {
        const segments = this.#cells.get(cell);
        if (segments === undefined) this.#cells.set(cell, [[x1, y1, x2, y2]]);
        else segments.push([x1, y1, x2, y2]);
      }
    }
  }
}

function distanceTo([x1, y1, x2, y2]: Segment, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
