import { metresPerDegree, nearDistanceM } from '../../model/geodesic.ts';
import type { Spot } from './network.ts';

/** Cells per row of the world at most: far more than any region has, and the product stays an exact integer. */
const ROW = 2 ** 24;

/** Spots in square cells a little wider than the reach, so that neighbours lie in the nine cells around. */
export class Nearby {
  readonly #spots: readonly Spot[];
  readonly #reachM: number;
  readonly #cell: { readonly lon: number; readonly lat: number };
  readonly #cells = new Map<number, number[]>();

  /** @param members indices into `spots`. */
  constructor(spots: readonly Spot[], members: readonly number[], reachM: number) {
    this.#spots = spots;
    this.#reachM = reachM;
    const lats = members.map((spot) => Math.abs(spots[spot]?.lat ?? 0)).filter((lat) => lat < 85);
    const { north, east } = metresPerDegree(lats.reduce((most, lat) => Math.max(most, lat), 0));
    this.#cell = { lon: (1.01 * reachM) / east, lat: (1.01 * reachM) / north };
    for (const spot of members) {
      const [x, y] = this.#cellOf(spot);
      const cell = this.#cells.get(x + y * ROW);
      if (cell === undefined) this.#cells.set(x + y * ROW, [spot]);
      else cell.push(spot);
    }
  }

  /** Spots within the reach and their distance, m; without the spot itself, in no order. */
  *around(spot: number): Generator<{ readonly spot: number; readonly distanceM: number }> {
    const here = this.#spots[spot];
    if (here === undefined) return;
    const [x, y] = this.#cellOf(spot);
    for (const cell of [-1, 0, 1].flatMap((up) => [-1, 0, 1].map((right) => x + right + (y + up) * ROW))) {
      for (const other of this.#cells.get(cell) ?? []) {
        const there = this.#spots[other];
        if (there === undefined || other === spot) continue;
        const distanceM = nearDistanceM(here.lon, here.lat, there.lon, there.lat);
        if (distanceM <= this.#reachM) yield { spot: other, distanceM };
      }
    }
  }

  #cellOf(spot: number): readonly [number, number] {
    const { lon, lat } = this.#spots[spot] ?? { lon: 0, lat: 0 };
    return [Math.floor(lon / this.#cell.lon), Math.floor(lat / this.#cell.lat)];
  }
}
