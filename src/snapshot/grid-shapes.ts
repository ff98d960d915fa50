import Flatbush from 'flatbush';
import type { ElementKind } from '../model/plan.ts';
import { PATH_STEPS } from './cable-paths.ts';
import type { Snapshot } from './open.ts';
import { type ShapeBox, boxE7 } from './shape-box.ts';

/** Longitude and latitude, degrees WGS 84. */
export type Spot = readonly [lon: number, lat: number];

/** A feeder, and how far it reaches: the diagonal of the box of its sections, degrees. */
export interface FeederExtent {
  readonly feeder: number;
  readonly span: number;
}

type Box = [west: number, south: number, east: number, north: number];

/** Kinds of element that are looked up by place. */
const DRAWN: readonly ElementKind[] = ['section', 'lv-line', 'distribution-transformer'];

const emptyBox = (): Box => [Infinity, Infinity, -Infinity, -Infinity];

function extend(box: Box, [lon, lat]: Spot): void {
  box[0] = Math.min(box[0], lon);
  box[1] = Math.min(box[1], lat);
  box[2] = Math.max(box[2], lon);
  box[3] = Math.max(box[3], lat);
}

/**
 * The lines and transformers of a grid by place, for drawing.
 *
 * A snapshot keeps paths of medium-voltage cables only: overhead sections and low-voltage lines are the straight line
 * between the places of their ends.
 *
 * @cost The first question indexes what there is: O(elements), about 40 bytes for each line and transformer.
 */
export class GridShapes {
  readonly #snapshot: Snapshot;
  /** Boxes of sections, low-voltage lines and distribution transformers. */
  #elements: { readonly index: Flatbush | null; readonly element: Int32Array } | undefined;
  #feeders: { readonly index: Flatbush | null; readonly extents: readonly FeederExtent[] } | undefined;
  #mains: readonly number[] | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Sections, low-voltage lines and distribution transformers whose boxes touch a box, ascending. */
  elementsIn(box: ShapeBox): number[] {
    this.#elements ??= this.#indexElements();
    const { index, element } = this.#elements;
    return (index?.search(...boxE7(box)) ?? []).map((i) => element[i] ?? 0).sort((a, b) => a - b);
  }

  /** Feeders whose sections' box touches a box, ascending. */
  feedersIn(box: ShapeBox): FeederExtent[] {
    this.#feeders ??= this.#indexFeeders();
    const { index, extents } = this.#feeders;
    return (index?.search(...boxE7(box)) ?? []).sort((a, b) => a - b).flatMap((i) => extents[i] ?? []);
  }

  /** Elements that are main transformers, ascending. */
  get mains(): readonly number[] {
    const { counts } = this.#snapshot;
    this.#mains ??= Array.from({ length: counts.elements }, (_, e) => e).filter(
      (e) => this.#snapshot.elementKind(e) === 'main-transformer',
    );
    return this.#mains;
  }

  /** Path of a line from its fed end on; fewer than two places where the record lacks one. */
  pathOf(element: number): Spot[] {
    return this.#cablePath(element) ?? this.#straight(element);
  }

  /**
   * The sections of a feeder joined to lines as long as they get: each goes on where the one before it ended, branches
   * begin lines of their own. Every section is in one of them once.
   */
  linesOf(feeder: number): Spot[][] {
    const { elementEnd, elementParent, feederElement } = this.#snapshot.columns;
    const outlet = feederElement[feeder] ?? -1;
    const lines: Spot[][] = [];
    const endingAt = new Map<number, Spot[]>();
    for (let e = outlet + 1; outlet >= 0 && e < (elementEnd[outlet] ?? 0); e++) {
      if (this.#snapshot.elementKind(e) !== 'section') continue;
      const path = this.pathOf(e);
      if (path.length < 2) continue;
      const up = elementParent[e] ?? -1;
      const before = endingAt.get(up);
      endingAt.delete(up);
      if (before === undefined) lines.push(path);
      else before.push(...path.slice(1));
      endingAt.set(e, before ?? path);
    }
    return lines;
  }

  #cablePath(element: number): Spot[] | null {
    const { cableElement, cablePathStart, cableLon, cableLat } = this.#snapshot.columns;
    let low = 0;
    let high = cableElement.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cableElement[middle] ?? 0) < element) low = middle + 1;
      else high = middle;
    }
    if (cableElement[low] !== element) return null;
    const from = cablePathStart[low] ?? 0;
    const to = cablePathStart[low + 1] ?? 0;
    return Array.from({ length: to - from }, (_, i): Spot => [
      (cableLon[from + i] ?? 0) / PATH_STEPS,
      (cableLat[from + i] ?? 0) / PATH_STEPS,
    ]);
  }

  #straight(element: number): Spot[] {
    const up = this.#snapshot.columns.elementParent[element] ?? -1;
    const ends = [up < 0 ? null : this.#snapshot.elementPlace(up), this.#snapshot.elementPlace(element)];
    return ends.flatMap((place): Spot[] => (place === null ? [] : [[place.lon, place.lat]]));
  }

  /** Two passes, for a province has millions: what has a place is drawn. */
  #indexElements(): { index: Flatbush | null; element: Int32Array } {
    const { elementLon, elementLat } = this.#snapshot.columns;
    const isDrawn = (e: number): boolean =>
      DRAWN.includes(this.#snapshot.elementKind(e)) && !Number.isNaN(elementLon[e] ?? NaN);
    let count = 0;
    for (let e = 0; e < elementLon.length; e++) if (isDrawn(e)) count++;
    const element = new Int32Array(count);
    const index = count === 0 ? null : new Flatbush(count, 16, Int32Array);
    count = 0;
    for (let e = 0; e < elementLon.length; e++) {
      if (!isDrawn(e)) continue;
      const box = emptyBox();
      extend(box, [elementLon[e] ?? NaN, elementLat[e] ?? NaN]);
      if (this.#snapshot.elementKind(e) !== 'distribution-transformer')
        for (const spot of this.pathOf(e)) extend(box, spot);
      add(index, box);
      element[count++] = e;
    }
    index?.finish();
    return { index, element };
  }

  #indexFeeders(): { index: Flatbush | null; extents: readonly FeederExtent[] } {
    const extents: FeederExtent[] = [];
    const boxes: Box[] = [];
    for (let feeder = 0; feeder < this.#snapshot.counts.feeders; feeder++) {
      const box = emptyBox();
      for (const spot of this.linesOf(feeder).flat()) extend(box, spot);
      if (!Number.isFinite(box[0])) continue;
      const [west, south, east, north] = box;
      extents.push({ feeder, span: Math.hypot(east - west, north - south) });
      boxes.push(box);
    }
    const index = boxes.length === 0 ? null : new Flatbush(boxes.length, 16, Int32Array);
    for (const box of boxes) add(index, box);
    index?.finish();
    return { index, extents };
  }
}

function add(index: Flatbush | null, [west, south, east, north]: Box): void {
  index?.add(...boxE7({ west, south, east, north }));
}
