import type { Place } from '../model/geometry.ts';
import type { Land } from '../policy/facts.ts';
import { type Near, outletsWithin, sourcesWithin } from '../search/sources-within.ts';
import type { Snapshot } from '../snapshot/open.ts';
import { landAt } from './land-at.ts';
import type { Notebook } from './notebook.ts';

/** What lies around one place, looked up once however many kinds of plan ask. */
export class Surroundings {
  /** Of the place, whatever capacity is asked for. */
  readonly notebook: Notebook = new Map();
  readonly #snapshot: Snapshot;
  readonly #site: Place;
  readonly #within = new Map<number, readonly Near[]>();
  readonly #outlets = new Map<number, readonly Near[]>();
  #land: Land | undefined;

  constructor(snapshot: Snapshot, site: Place) {
    this.#snapshot = snapshot;
    this.#site = site;
  }

  /** What the areas of the record say of the place. */
  get land(): Land {
    this.#land ??= landAt(this.#snapshot.zones, this.#site);
    return this.#land;
  }

  /** Sources within a radius, m, by distance, then id. */
  within(radiusM: number): readonly Near[] {
    const known = this.#within.get(radiusM);
    if (known !== undefined) return known;
    const nears = sourcesWithin(this.#snapshot, this.#site, radiusM);
    this.#within.set(radiusM, nears);
    return nears;
  }

  /** Busbars of substations within a radius, m, by distance, then id. */
  outletsWithin(radiusM: number): readonly Near[] {
    const known = this.#outlets.get(radiusM);
    if (known !== undefined) return known;
    const nears = outletsWithin(this.#snapshot, this.#site, radiusM);
    this.#outlets.set(radiusM, nears);
    return nears;
  }
}
