import Flatbush from 'flatbush';
import type { BuildNote } from '../model/finding.ts';
import type { Place } from '../model/geometry.ts';
import { ELEMENT_KINDS, type ElementKind, SOURCE_KINDS, type SourceKind } from '../model/plan.ts';
import { readLedgerVersion, shownLedgerVersion } from './ledger-version.ts';
import { type Counts } from './columns.ts';
import { type Columns, viewColumns } from './layout.ts';
import { StringReader } from './string-block.ts';
import { Zones } from './zones.ts';

const decoder = new TextDecoder();

/** Strings kept decoded. */
const KEPT_STRINGS = 50_000;

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
  readonly #reader: StringReader;
  #sourceAt: Int32Array | undefined;
  #outlets: readonly number[] | undefined;
  #incoming: ReadonlyMap<number, readonly number[]> | undefined;
  #zones: Zones | undefined;

  /** @throws Error when the bytes are no snapshot of this layout. */
  constructor(buffer: SharedArrayBuffer) {
    const { counts, columns } = viewColumns(buffer);
    this.counts = counts;
    this.columns = columns;
    this.#reader = new StringReader(columns.stringStart, columns.text);
    this.meta = JSON.parse(decoder.decode(columns.meta.slice())) as SnapshotMeta;
    this.hull = Array.from(columns.hullLon, (lon, i) => ({ lon, lat: columns.hullLat[i] ?? 0 }));
    this.#index = counts.sources === 0 ? null : Flatbush.from(buffer, columns.index.byteOffset);
    this.#cableIndex = counts.cables === 0 ? null : Flatbush.from(buffer, columns.cableIndex.byteOffset);
  }

  /**
   * Commitments counted into the capacity columns; waits while these are being filled.
   *
   * @throws UnfinishedColumns when they were left half-way.
   */
  get ledgerVersion(): number {
    return readLedgerVersion(this.columns.ledger);
  }

  /** The same without waiting: while they are being filled, or were left half-way, the version before. */
  get shownLedgerVersion(): number {
    return shownLedgerVersion(this.columns.ledger);
  }

  /** Areas that decide facts of the places in them. */
  get zones(): Zones {
    this.#zones ??= new Zones(this.columns);
    return this.#zones;
  }

  /** UTF-8 of a string of the table; good until the next one is read. */
  utf8(index: number): Uint8Array {
    return this.#reader.read(index);
  }

  string(index: number): string {
    const known = this.#strings.get(index);
    if (known !== undefined) return known;
    const decoded = this.#reader.read(index).toString();
    if (this.#strings.size >= KEPT_STRINGS) this.#strings.clear();
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
    this.#outlets ??= this.#findOutlets();
    return this.#outlets;
  }

  #findOutlets(): readonly number[] {
    const found: number[] = [];
    for (let source = 0; source < this.counts.sources; source++) {
      if (this.sourceKind(source) === 'substation-bay') found.push(source);
    }
    return found;
  }

  /** Incoming lines of a substation, ascending. */
  incomingLines(station: number): readonly number[] {
    this.#incoming ??= this.#indexIncoming();
    return this.#incoming.get(station) ?? [];
  }

  #indexIncoming(): ReadonlyMap<number, readonly number[]> {
    const linesTo = new Map<number, number[]>();
    this.columns.incomingTo.forEach((station, line) => {
      const lines = linesTo.get(station);
      if (lines === undefined) linesTo.set(station, [line]);
      else lines.push(line);
    });
    return linesTo;
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
    const { elementFarEnd } = this.columns;
    const wanted = new Set(ids);
    const idOf = new Map<number, string>();
    for (const id of wanted) {
      for (const source of this.findSources(id)) idOf.set(this.columns.sourceId[source] ?? 0, id);
    }
    // Places behind a customer's own transformer are no sources: their strings are looked for one by one.
    const rest = [...wanted].filter((id) => this.findSources(id).length === 0).map((id) => Buffer.from(id));
    for (let i = 1; rest.length > 0 && i < this.counts.strings; i++) {
      const alike = rest.find((bytes) => this.#reader.compare(i, bytes) === 0);
      if (alike !== undefined) idOf.set(i, alike.toString());
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
    return (
      this.#index?.search(
        Math.floor(west * 1e7),
        Math.floor(south * 1e7),
        Math.ceil(east * 1e7),
        Math.ceil(north * 1e7),
      ) ?? []
    );
  }

  /** Medium-voltage cables whose path may touch a box of degrees, in no particular order. */
  cablesInBox(west: number, south: number, east: number, north: number): number[] {
    return this.#cableIndex?.search(west, south, east, north) ?? [];
  }

  /** Sources with this id, ascending (one per kind). O(log n). */
  findSources(id: string): number[] {
    const { sourceId } = this.columns;
    return this.#equalRange(this.counts.sources, (i) => sourceId[i] ?? 0, id);
  }

  /** Elements with this id, by kind from the customer up. O(log n). */
  findElements(id: string): number[] {
    const { elementOrder, elementId } = this.columns;
    const at = (i: number): number => elementOrder[i] ?? 0;
    return this.#equalRange(this.counts.elements, (i) => elementId[at(i)] ?? 0, id).map(at);
  }

  /** Finds many elements by id, quickest when the ids come in their byte order. */
  elementFinder(): { find(kind: ElementKind, id: string): number } {
    const { elementOrder, elementId } = this.columns;
    const n = this.counts.elements;
    let at = 0;
    const find = (kind: ElementKind, id: string): number => {
      const bytes = Buffer.from(id);
      const order = (i: number): number => this.#reader.compare(elementId[elementOrder[i] ?? 0] ?? 0, bytes);
      let low = 0;
      let high = at;
      if (at < n && order(at) < 0) {
        // From the last place on in steps that double: the next id is mostly near.
        low = at + 1;
        high = at + 1;
        for (let step = 1; high < n && order(high) < 0; step *= 2) [low, high] = [high + 1, high + 1 + step];
        high = Math.min(high, n);
      }
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (order(middle) < 0) low = middle + 1;
        else high = middle;
      }
      at = low;
      for (let i = low; i < n && order(i) === 0; i++) {
        const element = elementOrder[i] ?? 0;
        if (this.elementKind(element) === kind) return element;
      }
      return -1;
    };
    return { find };
  }

  /** Of n entries in the byte order of their strings those with a wanted one. */
  #equalRange(n: number, key: (i: number) => number, wanted: string): number[] {
    const bytes = Buffer.from(wanted);
    const order = (i: number): number => this.#reader.compare(key(i), bytes);
    let low = 0;
    let high = n;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(middle) < 0) low = middle + 1;
      else high = middle;
    }
    const range: number[] = [];
    for (let i = low; i < n && order(i) === 0; i++) range.push(i);
    return range;
  }
}
