import { SOURCE_KINDS, type SourceKind } from '../../model/plan.ts';
import type { Snapshot } from '../../snapshot/open.ts';

/** Kinds of source that a medium-voltage line can start at. */
const KINDS: readonly SourceKind[] = ['pole', 'node', 'rmu', 'switching-station', 'branch-box'];
const IS_KEPT = SOURCE_KINDS.map((kind) => KINDS.includes(kind));

/** Places of a record's figures. Edge −1 = reaches no road; flags = kind, and DEDICATED. */
export const FIELD = { lon: 0, lat: 1, source: 2, element: 3, edge: 4, from: 5, to: 6, flags: 7 } as const;
export const RECORD_SIZE = 8;
/** On somebody's own line. */
export const DEDICATED = 0x100;
export const KIND_MASK = 0xff;

/** Side of a tile, 0.0000001 degree: about 500 m; twice that, as often as needed, where a region is very wide. */
const TILE_E7 = 50_000;
/** west, south, side, columns, rows */
const HEADER = 5;

/**
 * Medium-voltage sources of a snapshot by place: tiles of about 500 m, row by row, 32 bytes a source. A circle is a few
 * runs of records that lie side by side in memory. Made from the snapshot once, then opened by every thread.
 */
export class SourceTiles {
  readonly buffer: SharedArrayBuffer;
  /** Records of RECORD_SIZE figures each; places in 0.0000001 degree. */
  readonly records: Int32Array;
  readonly #header: Int32Array;
  readonly #start: Uint32Array;

  /** @param buffer as `buildSourceTiles` made it, from the same snapshot. */
  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#header = new Int32Array(buffer, 0, HEADER);
    const tiles = (this.#header[3] ?? 0) * (this.#header[4] ?? 0);
    this.#start = new Uint32Array(buffer, 4 * HEADER, tiles + 1);
    this.records = new Int32Array(buffer, 4 * (HEADER + tiles + 1));
  }

  /**
   * Runs of records that hold a box.
   *
   * @param box west, south, east, north, 0.0000001 degree.
   * @param runs takes pairs of first and end.
   * @returns how many pairs it took.
   */
  runsIn([west, south, east, north]: readonly [number, number, number, number], runs: number[]): number {
    const [left = 0, bottom = 0, side = 1, columns = 0, rows = 0] = this.#header;
    const firstColumn = Math.max(0, Math.floor((west - left) / side));
    const lastColumn = Math.min(columns - 1, Math.floor((east - left) / side));
    const lastRow = Math.min(rows - 1, Math.floor((north - bottom) / side));
    if (firstColumn > lastColumn) return 0;
    let count = 0;
    for (let row = Math.max(0, Math.floor((south - bottom) / side)); row <= lastRow; row++) {
      const first = this.#start[row * columns + firstColumn] ?? 0;
      const end = this.#start[row * columns + lastColumn + 1] ?? 0;
      if (first === end) continue;
      runs[2 * count] = first;
      runs[2 * count + 1] = end;
      count++;
    }
    return count;
  }
}

interface Extent {
  readonly west: number;
  readonly south: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
}

/** Tiles that cover some places, no more than a few per place. */
function extentOf(x: Int32Array, y: Int32Array): Extent {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let i = 0; i < x.length; i++) {
    [west, east] = [Math.min(west, x[i] ?? 0), Math.max(east, x[i] ?? 0)];
    [south, north] = [Math.min(south, y[i] ?? 0), Math.max(north, y[i] ?? 0)];
  }
  if (x.length === 0) return { west: 0, south: 0, side: TILE_E7, columns: 0, rows: 0 };
  let side = TILE_E7;
  const across = (span: number): number => Math.floor(span / side) + 1;
  while (across(east - west) * across(north - south) > 4 * x.length + 1024) side *= 2;
  return { west, south, side, columns: across(east - west), rows: across(north - south) };
}

/**
 * Sorts a snapshot's medium-voltage sources into tiles; in a tile they stand in the order of their index.
 *
 * @cost O(n log n); 32 bytes a source and at most 16 more for the tiles.
 */
export function buildSourceTiles({ columns, counts }: Snapshot): SharedArrayBuffer {
  const kept: number[] = [];
  for (let s = 0; s < counts.sources; s++) if (IS_KEPT[columns.sourceKind[s] ?? 0] === true) kept.push(s);
  const x = Int32Array.from(kept, (s) => Math.round((columns.sourceLon[s] ?? 0) * 1e7));
  const y = Int32Array.from(kept, (s) => Math.round((columns.sourceLat[s] ?? 0) * 1e7));
  const extent = extentOf(x, y);
  const { west, south, side } = extent;
  const tileOf = Uint32Array.from(
    x,
    (lon, i) => Math.floor(((y[i] ?? 0) - south) / side) * extent.columns + Math.floor((lon - west) / side),
  );
  const order = Uint32Array.from(kept, (_, i) => i).sort(
    (a, b) => (tileOf[a] ?? 0) - (tileOf[b] ?? 0) || a - b,
  );
  const tiles = extent.columns * extent.rows;
  const buffer = new SharedArrayBuffer(4 * (HEADER + tiles + 1 + RECORD_SIZE * kept.length));
  new Int32Array(buffer, 0, HEADER).set([west, south, side, extent.columns, extent.rows]);
  const start = new Uint32Array(buffer, 4 * HEADER, tiles + 1);
  const records = new Int32Array(buffer, 4 * (HEADER + tiles + 1));
  order.forEach((i, place) => {
    const tile = tileOf[i] ?? 0;
    start[tile + 1] = (start[tile + 1] ?? 0) + 1;
    const source = kept[i] ?? 0;
    const element = columns.sourceElement[source] ?? -1;
    const edge = columns.sourceRoad[source] ?? -1;
    const feeder = columns.elementFeeder[element] ?? -1;
    const dedicated = feeder >= 0 && columns.feederDedicated[feeder] === 1 ? DEDICATED : 0;
    const [from, to] = edge < 0 ? [-1, -1] : [columns.roadFrom[edge] ?? -1, columns.roadTo[edge] ?? -1];
    const flags = (columns.sourceKind[source] ?? 0) | dedicated;
    records.set([x[i] ?? 0, y[i] ?? 0, source, element, edge, from, to, flags], RECORD_SIZE * place);
  });
  for (let tile = 0; tile < tiles; tile++) start[tile + 1] = (start[tile + 1] ?? 0) + (start[tile] ?? 0);
  return buffer;
}
