import Flatbush from 'flatbush';
import { CROSSING_KINDS } from '../../model/ground.ts';
import { BARRIER_KINDS } from '../../model/land-words.ts';
import { type Piece, crossingAt } from './exact-segments.ts';
import { type Rings, forSidesNear, isInside, isOnBorder, spansInside } from './spans-inside.ts';

/** What stands in the way: lines first, then areas. */
export const OBSTACLE_KINDS = [...BARRIER_KINDS, 'water', 'building', 'forbidden'] as const;

const WATER = OBSTACLE_KINDS.indexOf('water');
const BUILDING = OBSTACLE_KINDS.indexOf('building');
const WATER_LINES: readonly number[] = (['river', 'canal', 'stream'] as const).map((kind) =>
  OBSTACLE_KINDS.indexOf(kind),
);
const WATER_CROSSING = CROSSING_KINDS.indexOf('water');

/** Obstacles as columns of a snapshot; shape s has the rings shapeRing[s] … shapeRing[s + 1] − 1, a line has one. */
export interface LandColumns {
  readonly landLonE7: Int32Array;
  readonly landLatE7: Int32Array;
  readonly landRingStart: Uint32Array;
  readonly landShapeRing: Uint32Array;
  readonly landKind: Uint8Array;
  /** String of a name; buildings have none, for a map shows none of theirs. */
  readonly landName: Uint32Array;
  /** Flatbush over the shapes; empty without any. */
  readonly landIndex: Uint8Array;
}

/** Something crossed on a straight piece. */
export interface Crossed {
  /** Index in CROSSING_KINDS. */
  readonly kind: number;
  /** 0…1 along the piece. */
  readonly at: number;
}

/** A place in whole 0.0000001 degrees. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What a straight piece meets: `null` = it runs through a building or forbidden ground. */
export type Met = readonly Crossed[] | null;

const boxOf = ({ ax, ay, bx, by }: Piece): [number, number, number, number] => [
  Math.min(ax, bx),
  Math.min(ay, by),
  Math.max(ax, bx),
  Math.max(ay, by),
];

/** Barriers and areas that routes cross at a price or go round. Opens without a copy. */
export class Land {
  readonly #columns: LandColumns;
  readonly #index: Flatbush | null;

  constructor(columns: LandColumns) {
    this.#columns = columns;
    const { buffer, byteOffset, length } = columns.landIndex;
    this.#index = length === 0 ? null : Flatbush.from(buffer, byteOffset);
  }

  /** Whether no obstacle reaches into a box. */
  isBareIn({
    west,
    south,
    east,
    north,
  }: {
    west: number;
    south: number;
    east: number;
    north: number;
  }): boolean {
    return this.#index === null || this.#index.search(west, south, east, north).length === 0;
  }

  /** Buildings that a place stands in, ascending. */
  buildingsAt({ x, y }: Spot): number[] {
    return this.#near([x, y, x, y]).filter((shape) => {
      const rings = this.#rings(shape);
      return this.#columns.landKind[shape] === BUILDING && (isInside(rings, x, y) || isOnBorder(rings, x, y));
    });
  }

  /**
   * What a straight piece meets, in the order along it.
   *
   * A line of water is not counted where it runs inside an area of water: that is the same water.
   *
   * @param except buildings that do not count.
   */
  meet(piece: Piece, except: readonly number[] | 'every-building' = []): Met {
    if (piece.ax === piece.bx && piece.ay === piece.by) return [];
    const shapes = this.#near(boxOf(piece));
    const { landKind } = this.#columns;
    const passes = (shape: number): boolean =>
      except === 'every-building' ? landKind[shape] === BUILDING : except.includes(shape);
    const blocks = (shape: number): boolean =>
      (landKind[shape] ?? 0) >= BUILDING &&
      !passes(shape) &&
      spansInside(this.#rings(shape), piece).length > 0;
    if (shapes.some(blocks)) return null;
    const water = shapes.filter((shape) => landKind[shape] === WATER).map((shape) => this.#rings(shape));
    const spans = mergedSpans(water, piece);
    const lines = shapes
      .filter((shape) => (landKind[shape] ?? 0) < WATER)
      .flatMap((shape) => this.#lineCrossings(shape, piece))
      .filter(
        ({ kind, at }) => !WATER_LINES.includes(kind) || !spans.some(([from, to]) => from <= at && at <= to),
      );
    return [...lines, ...banks(spans, water, piece)].sort((a, b) => a.at - b.at || a.kind - b.kind);
  }

  #near(box: [number, number, number, number]): number[] {
    return this.#index?.search(...box).sort((a, b) => a - b) ?? [];
  }

  #rings(shape: number): Rings {
    const { landLonE7: x, landLatE7: y, landRingStart: start, landShapeRing } = this.#columns;
    return { x, y, start, first: landShapeRing[shape] ?? 0, end: landShapeRing[shape + 1] ?? 0 };
  }

  /** Kinds of barrier have the same index among the kinds of crossing. */
  #lineCrossings(shape: number, piece: Piece): Crossed[] {
    const crossed: Crossed[] = [];
    forSidesNear(this.#rings(shape), piece, (side) => {
      const at = crossingAt(piece, side);
      if (at >= 0) crossed.push({ kind: this.#columns.landKind[shape] ?? 0, at });
    });
    return crossed;
  }
}

/** Stretches inside any of several areas of water: those that touch or overlap become one. */
function mergedSpans(water: readonly Rings[], piece: Piece): [number, number][] {
  const merged: [number, number][] = [];
  for (const [from, to] of water.flatMap((rings) => spansInside(rings, piece)).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1e-9) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Where a piece goes into the water or comes out. A border that two areas share is no bank. */
function banks(
  spans: readonly (readonly [number, number])[],
  water: readonly Rings[],
  piece: Piece,
): Crossed[] {
  const isBankAt = (x: number, y: number): boolean => {
    const touched = water.filter((rings) => isOnBorder(rings, x, y));
    const within = water.some((rings) => !touched.includes(rings) && isInside(rings, x, y));
    return touched.length === 1 && !within;
  };
  return spans.flatMap(([from, to]) => [
    ...(from > 0 || isBankAt(piece.ax, piece.ay) ? [{ kind: WATER_CROSSING, at: from }] : []),
    ...(to < 1 || isBankAt(piece.bx, piece.by) ? [{ kind: WATER_CROSSING, at: to }] : []),
  ]);
}
