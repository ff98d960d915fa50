import Flatbush from 'flatbush';
import type { BuildNote } from '../model/finding.ts';
import type { Place } from '../model/geometry.ts';
import { ELEMENT_KINDS, type ElementKind, SOURCE_KINDS, type SourceKind } from '../model/plan.ts';
import { readLedgerVersion } from './ledger-version.ts';
import { type Columns, type Counts, viewColumns } from './layout.ts';
import { Zones } from './zones.ts';

const decoder = new TextDecoder();

/** What a snapshot says about itself. */
export interface SnapshotMeta {
  readonly region: string;
  readonly name: string;
  readonly version: number;
  readonly dataAsOf: string;
  /** What the topology lacks, found when it was built. */
  readonly findings: readonly BuildNote[];
}

/**
 * A snapshot opened for reading. Cheap to open (no copy); any number of threads may open one buffer.
 * Indices are dense: elements 0…counts.elements−1, sources 0…counts.sources−1 in the order of their ids.
 */
export class Snapshot {
  readonly counts: Counts;
  readonly columns: Columns;
  readonly meta: SnapshotMeta;
  readonly hull: readonly Place[];
  readonly #index: Flatbush | null;
  readonly #cableIndex: Flatbush | null;
  readonly #strings = new Map<number, string>();
  #sourceAt: Int32Array | undefined;
  #outlets: readonly number[] | undefined;
  #zones: Zones | undefined;

  /** @throws Error when the bytes are no snapshot of this layout. */
  constructor(buffer: SharedArrayBuffer) {
    const { counts, columns } = viewColumns(buffer);
    this.counts = counts;
    this.columns = columns;
    this.meta = JSON.parse(decoder.decode(columns.meta.slice())) as SnapshotMeta;
    this.hull = Array.from(columns.hullLon, (lon, i) => ({ lon, lat: columns.hullLat[i] ?? 0 }));
    this.#index = counts.sources === 0 ? null : Flatbush.from(buffer, columns.index.byteOffset);
    this.#cableIndex = counts.cables === 0 ? null : Flatbush.from(buffer, columns.cableIndex.byteOffset);
  }

  /** Commitments counted into the capacity columns. */
  get ledgerVersion(): number {
    return readLedgerVersion(this.columns.ledger);
  }

  /** Areas that decide facts of the places in them. */
  get zones(): Zones {
    this.#zones ??= new Zones(this.columns);
    return this.#zones;
  }

  string(index: number): string {
    const known = this.#strings.get(index);
    if (known !== undefined) return known;
    const { stringStart, text } = this.columns;
    const decoded = decoder.decode(text.slice(stringStart[index], stringStart[index + 1]));
    this.#strings.set(index, decoded);
    return decoded;
  }

  elementId(element: number): string {
    return this.string(this.columns.elementId[element] ?? 0);
  }

  /** Name of an element; empty when the record gives none. */
  elementName(element: number): string {
    return this.string(this.columns.elementName[element] ?? 0);
  }

  /** Where an element stands; `null` when the record does not say. */
  elementPlace(element: number): Place | null {
    const lon = this.columns.elementLon[element] ?? NaN;
    return Number.isNaN(lon) ? null : { lon, lat: this.columns.elementLat[element] ?? NaN };
  }

  elementKind(element: number): ElementKind {
    return ELEMENT_KINDS[this.columns.elementKind[element] ?? 0] ?? 'substation';
  }

  sourceId(source: number): string {
    return this.string(this.columns.sourceId[source] ?? 0);
  }

  sourceKind(source: number): SourceKind {
    return SOURCE_KINDS[this.columns.sourceKind[source] ?? 0] ?? 'node';
  }

  /** Feeder a chain runs on, from any of its elements; `null` above the outlets. */
  feederIdOf(element: number): string | null {
    const feeder = this.columns.elementFeeder[element] ?? -1;
    return feeder < 0 ? null : this.string(this.columns.feederId[feeder] ?? 0);
  }

  /** Substation a chain ends in; `null` when the record does not say. */
  substationIdOf(element: number): string | null {
    const station = this.columns.elementSubstation[element] ?? -1;
    return station < 0 ? null : this.string(this.columns.substationId[station] ?? 0);
  }

  /** Name of the substation a chain ends in; empty when the record gives none. */
  substationNameOf(element: number): string {
    return this.string(this.columns.substationName[this.columns.elementSubstation[element] ?? -1] ?? 0);
  }

  /** First element of a source's chain. */
  elementOf(source: number): number {
    return this.columns.sourceElement[source] ?? -1;
  }

  placeOf(source: number): Place {
    return { lon: this.columns.sourceLon[source] ?? 0, lat: this.columns.sourceLat[source] ?? 0 };
  }

  /** Node or low-voltage point at an element's far end, as a source; -1 where there is none. */
  farEnd(element: number): number {
    this.#sourceAt ??= this.#indexSources();
    return this.#sourceAt[element] ?? -1;
  }

  /** Sources that are busbars of substations, ascending. */
  get outlets(): readonly number[] {
    this.#outlets ??= Array.from({ length: this.counts.sources }, (_, source) => source).filter(
      (source) => this.sourceKind(source) === 'substation-bay',
    );
    return this.#outlets;
  }

  #indexSources(): Int32Array {
    const at = new Int32Array(this.counts.elements).fill(-1);
    for (let source = 0; source < this.counts.sources; source++) {
      if (this.sourceKind(source) !== 'distribution-transformer') at[this.elementOf(source)] = source;
    }
    return at;
  }

  /** Id of the node or low-voltage point at an element's far end; the element's own where there is none. */
  farEndId(element: number): string {
    return this.string(this.columns.elementFarEnd[element] ?? 0) || this.elementId(element);
  }

  /**
   * Elements at whose far end each of some nodes or low-voltage points stands, ascending; ids of none are left out.
   *
   * @cost O(bytes of all strings + elements), once for all ids.
   */
  placesOf(ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
    const { stringStart, text, elementFarEnd } = this.columns;
    const wanted = new Map<number, [string, Uint8Array][]>();
    for (const id of new Set(ids)) {
      const bytes = new TextEncoder().encode(id);
      wanted.set(bytes.length, [...(wanted.get(bytes.length) ?? []), [id, bytes]]);
    }
    const idOf = new Map<number, string>();
    for (let i = 1; i < this.counts.strings; i++) {
      const start = stringStart[i] ?? 0;
      const alike = wanted
        .get((stringStart[i + 1] ?? 0) - start)
        ?.find(([, bytes]) => bytes.every((b, k) => b === text[start + k]));
      if (alike !== undefined) idOf.set(i, alike[0]);
    }
    const places = new Map<string, number[]>();
    elementFarEnd.forEach((string, element) => {
      const id = idOf.get(string);
      if (id !== undefined) places.set(id, [...(places.get(id) ?? []), element]);
    });
    return places;
  }

  /** Sources in a box of degrees, in no particular order. */
  sourcesInBox(west: number, south: number, east: number, north: number): number[] {
    return this.#index?.search(west, south, east, north) ?? [];
  }

  /** Medium-voltage cables whose path may touch a box of degrees, in no particular order. */
  cablesInBox(west: number, south: number, east: number, north: number): number[] {
    return this.#cableIndex?.search(west, south, east, north) ?? [];
  }

  /** Sources with this id, ascending (one per kind). O(log n). */
  findSources(id: string): number[] {
    return this.#equalRange(this.counts.sources, (i) => this.sourceId(i), id);
  }

  /** Elements with this id, by kind from the customer up. O(log n). */
  findElements(id: string): number[] {
    const { elementOrder } = this.columns;
    const at = (i: number): number => elementOrder[i] ?? 0;
    return this.#equalRange(this.counts.elements, (i) => this.elementId(at(i)), id).map(at);
  }

  #equalRange(n: number, key: (i: number) => string, wanted: string): number[] {
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (key(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    const range: number[] = [];
    for (let i = low; i < n && key(i) === wanted; i++) range.push(i);
    return range;
  }
}
