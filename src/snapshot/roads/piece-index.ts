import Flatbush from 'flatbush';
import { CROSSING_KINDS, MAJOR_ROADS, groundOf, GROUND_COUNT } from '../../model/ground.ts';
import { type Piece, crossingAt } from './exact-segments.ts';
import type { Crossed, Spot } from './land.ts';
import type { RoadPieces } from './road-pieces.ts';

/** Index in CROSSING_KINDS of a major road, by ground code; −1 for other grounds. */
const MAJOR = Int8Array.from({ length: GROUND_COUNT }, (_, code) => {
  const major = MAJOR_ROADS.find((road) => road === groundOf(code).class);
  return major === undefined ? -1 : CROSSING_KINDS.indexOf(major);
});

/** What crossing a road of a ground counts as, index in CROSSING_KINDS; −1 where it is free. */
export const majorKind = (ground: number): number => MAJOR[ground] ?? -1;

/** Bytes of a Flatbush over the boxes of pieces; none without pieces. */
export function indexPieces({ x, y, from, to }: Omit<RoadPieces, 'ground' | 'name'>): Uint8Array {
  if (from.length === 0) return new Uint8Array(0);
  const index = new Flatbush(from.length, 16, Int32Array);
  from.forEach((u, i) => {
    const v = to[i] ?? 0;
    const ax = x[u] ?? 0;
    const ay = y[u] ?? 0;
    const bx = x[v] ?? 0;
    const by = y[v] ?? 0;
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  });
  index.finish();
  return new Uint8Array(index.data);
}

/** Pieces of road by place. */
export class PieceIndex {
  readonly #pieces: Omit<RoadPieces, 'name'>;
  readonly #index: Flatbush | null;

  /** @param index as `indexPieces` made it, over the first of the pieces. */
  constructor(pieces: Omit<RoadPieces, 'name'>, index: Uint8Array) {
    this.#pieces = pieces;
    this.#index = index.length === 0 ? null : Flatbush.from(index.buffer, index.byteOffset);
  }

  piece(i: number): Piece {
    const { x, y, from, to } = this.#pieces;
    const u = from[i] ?? 0;
    const v = to[i] ?? 0;
    return { ax: x[u] ?? 0, ay: y[u] ?? 0, bx: x[v] ?? 0, by: y[v] ?? 0 };
  }

  /** Pieces whose boxes touch a box, ascending. */
  near(west: number, south: number, east: number, north: number): number[] {
    return this.#index?.search(west, south, east, north).sort((a, b) => a - b) ?? [];
  }

  /** Those of some pieces that are of a major road. */
  majorsAmong(pieces: readonly number[]): number[] {
    return pieces.filter((i) => majorKind(this.#pieces.ground[i] ?? 0) >= 0);
  }

  /**
   * Major roads that a straight piece crosses without meeting them at one of its ends.
   *
   * @param skip pieces that do not count.
   */
  majorsCrossed(across: Piece, skip: (i: number) => boolean): Crossed[] {
    const { ax, ay, bx, by } = across;
    const near = this.near(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    return this.crossedOf(this.majorsAmong(near), across, skip);
  }

  /** The same where the pieces of major roads near are known, ascending. */
  crossedOf(majors: readonly number[], across: Piece, skip: (i: number) => boolean): Crossed[] {
    const { ax, ay, bx, by } = across;
    const crossed: Crossed[] = [];
    for (const i of majors) {
      if (skip(i)) continue;
      const road = this.piece(i);
      if (endsAt(road, { x: ax, y: ay }) || endsAt(road, { x: bx, y: by })) continue;
      const at = crossingAt(across, road);
      if (at >= 0) crossed.push({ kind: majorKind(this.#pieces.ground[i] ?? 0), at });
    }
    return crossed;
  }
}

const endsAt = ({ ax, ay, bx, by }: Piece, { x, y }: Spot): boolean =>
  (ax === x && ay === y) || (bx === x && by === y);
