/** Coordinates are kept as the format keeps them: 0.0000001 degree, 1 cm. */
const PER_DEGREE = 1e7;

/** Where the nodes stand that something uses; any others are not kept. 16 bytes a node. */
export class NodePlaces {
  readonly #ids: Float64Array;
  readonly #lon: Int32Array;
  readonly #lat: Int32Array;
  readonly #known: Uint8Array;

  /** @param ids of the nodes in use, in any order, some of them several times. */
  constructor(ids: Iterable<number>) {
    this.#ids = Float64Array.from(new Set(ids)).sort();
    this.#lon = new Int32Array(this.#ids.length);
    this.#lat = new Int32Array(this.#ids.length);
    this.#known = new Uint8Array(this.#ids.length);
  }

  put(id: number, lon: number, lat: number): void {
    const at = this.#find(id);
    if (at < 0) return;
    this.#lon[at] = Math.round(lon * PER_DEGREE);
    this.#lat[at] = Math.round(lat * PER_DEGREE);
    this.#known[at] = 1;
  }

  /** Longitude and latitude, degrees; `null` where the file does not hold the node. */
  at(id: number): readonly [number, number] | null {
    const at = this.#find(id);
    if (at < 0 || this.#known[at] === 0) return null;
    return [(this.#lon[at] ?? 0) / PER_DEGREE, (this.#lat[at] ?? 0) / PER_DEGREE];
  }

  #find(id: number): number {
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return this.#ids[low] === id ? low : -1;
  }
}
