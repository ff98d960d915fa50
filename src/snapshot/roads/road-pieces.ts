import { groundCode } from '../../model/ground.ts';
import type { PackedTable } from '../../model/packed-table.ts';
import { toE7 } from './exact-segments.ts';
import { PlaceTable } from './place-table.ts';
import type { RoadNames } from './road-names.ts';

/** Roads as straight pieces between numbered nodes; roads meet where they share a position. */
export interface RoadPieces {
  /** Node coordinates, 0.0000001 degree; nodes that are near stand near each other. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Ends of each piece, the smaller node first; pieces ordered by their ends, ground, and name. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Code of each piece's ground (`model/ground.ts`). */
  readonly ground: Uint8Array;
  /** Code of each piece's name; 0 = none. */
  readonly name: Uint16Array;
}

/** Side of the squares by which nodes are laid out: about 1 km. */
const SQUARE_E7 = 100_000;

/** New number of each place, square by square. */
function placeOrder({ x, y, size }: PlaceTable): { order: Uint32Array; rank: Uint32Array } {
  const square = (value: number): number => Math.floor(value / SQUARE_E7);
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => {
    const ax = x[a] ?? 0;
    const ay = y[a] ?? 0;
    const bx = x[b] ?? 0;
    const by = y[b] ?? 0;
    return square(ay) - square(by) || square(ax) - square(bx) || ay - by || ax - bx;
  });
  const rank = new Uint32Array(size);
  order.forEach((place, i) => {
    rank[place] = i;
  });
  return { order, rank };
}

/**
 * Cuts roads into pieces. Pieces of no length fall away, and of pieces alike one stays, one with a name if there is any.
 *
 * @cost O(n log n) in positions; about 60 bytes a position beside the result.
 */
export function roadPieces(roads: PackedTable<'roads'>, names: RoadNames): RoadPieces {
  let most = 0;
  for (const { path_wkt: path } of roads) most += path.length / 2;
  const table = new PlaceTable(most);
  const a = new Uint32Array(most);
  const b = new Uint32Array(most);
  const ground = new Uint8Array(most);
  const name = new Uint16Array(most);
  let pieces = 0;
  for (const { name: called, class: of, surface, bridge, tunnel, path_wkt: path } of roads) {
    const structure = tunnel ? 'tunnel' : bridge ? 'bridge' : 'earth';
    const code = groundCode({ class: of, surface, structure });
    const nameCode = names.codeOf(called);
    let last = -1;
    for (let i = 0; i < path.length; i += 2) {
      const node = table.numberOf(toE7(path[i] ?? 0), toE7(path[i + 1] ?? 0));
      if (last >= 0 && last !== node) {
        name[pieces] = nameCode;
        [a[pieces], b[pieces], ground[pieces++]] = [last, node, code];
      }
      last = node;
    }
  }
  const { order, rank } = placeOrder(table);
  for (let i = 0; i < pieces; i++) {
    const p = rank[a[i] ?? 0] ?? 0;
    const q = rank[b[i] ?? 0] ?? 0;
    [a[i], b[i]] = p < q ? [p, q] : [q, p];
  }
  const sorted = Uint32Array.from({ length: pieces }, (_, i) => i).sort(
    (p, q) =>
      (a[p] ?? 0) - (a[q] ?? 0) ||
      (b[p] ?? 0) - (b[q] ?? 0) ||
      (ground[p] ?? 0) - (ground[q] ?? 0) ||
      (name[q] ?? 0) - (name[p] ?? 0),
  );
  const once = sorted.filter((p, i) => {
    const before = sorted[i - 1];
    return before === undefined || a[p] !== a[before] || b[p] !== b[before] || ground[p] !== ground[before];
  });
  return {
    x: Int32Array.from(order, (place) => table.x[place] ?? 0),
    y: Int32Array.from(order, (place) => table.y[place] ?? 0),
    from: once.map((p) => a[p] ?? 0),
    to: once.map((p) => b[p] ?? 0),
    ground: Uint8Array.from(once, (p) => ground[p] ?? 0),
    name: Uint16Array.from(once, (p) => name[p] ?? 0),
  };
}
