import type { ElementKind } from '../model/plan.ts';
import { type MeteredKind, SEASONS, type Season } from '../model/record.ts';
import { type Meter, MeterBook, type MeterRows } from './meters.ts';
import type { Snapshot } from './open.ts';

const ELEMENT: Readonly<Record<MeteredKind, ElementKind>> = {
  feeder: 'outlet',
  section: 'section',
  'distribution-transformer': 'distribution-transformer',
  'lv-line': 'lv-line',
  busbar: 'busbar',
  'main-transformer': 'main-transformer',
};

/** The meters of a region by element and season. */
export class ElementMeters {
  readonly #meters: Meter[] = [];
  /** Per season: number of each element's meter; -1 = none. */
  readonly #at: ReadonlyMap<Season, Int32Array>;

  constructor(elements: number) {
    this.#at = new Map(SEASONS.map((season) => [season, new Int32Array(elements).fill(-1)]));
  }

  set(season: Season, element: number, meter: Meter): void {
    const at = this.#at.get(season);
    if (at !== undefined) at[element] = this.#meters.push(meter) - 1;
  }

  /** The meter that was read in this very season. */
  own(season: Season, element: number): Meter | undefined {
    return this.#meters[this.#at.get(season)?.[element] ?? -1];
  }

  /** Whether an element was read in any season. */
  isMetered(element: number): boolean {
    for (const at of this.#at.values()) if ((at[element] ?? -1) >= 0) return true;
    return false;
  }
}

/** What counts of an element's meters in a season: one read without season counts in any. */
export const meterIn = (meters: ElementMeters, season: Season, element: number): Meter | undefined =>
  meters.own(season, element) ?? meters.own('unspecified', element);

/** The meters of all elements; rows of elements that the snapshot lacks count nowhere. */
export function elementMeters(snapshot: Snapshot, rows: MeterRows, months: number): ElementMeters {
  const meters = new ElementMeters(snapshot.counts.elements);
  const finder = snapshot.elementFinder();
  const feederOf = (kind: MeteredKind, id: string): string | null => {
    if (kind === 'feeder') return id;
    return kind === 'section' ? snapshot.feederIdOf(finder.find(ELEMENT[kind], id)) : null;
  };
  new MeterBook(rows, months).forEach(feederOf, (kind, id, of) => {
    const element = finder.find(ELEMENT[kind], id);
    if (element >= 0) for (const [season, meter] of of) meters.set(season, element, meter);
  });
  return meters;
}
