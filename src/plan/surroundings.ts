import type { Place } from '../model/geometry.ts';
import { type Near, sourcesWithin } from '../search/sources-within.ts';
import type { Snapshot } from '../snapshot/open.ts';

/** The power sources around one place, looked up once per radius however many kinds of plan ask. */
export class Surroundings {
  readonly #snapshot: Snapshot;
  readonly #site: Place;
  readonly #within = new Map<number, readonly Near[]>();

  constructor(snapshot: Snapshot, site: Place) {
    this.#snapshot = snapshot;
    this.#site = site;
  }

  /** Sources within a radius, m, by distance, then id. */
  within(radiusM: number): readonly Near[] {
    const known = this.#within.get(radiusM);
    if (known !== undefined) return known;
    const nears = sourcesWithin(this.#snapshot, this.#site, radiusM);
    this.#within.set(radiusM, nears);
    return nears;
  }
}
