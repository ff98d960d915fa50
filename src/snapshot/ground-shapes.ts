import Flatbush from 'flatbush';
import { GROUND_COUNT, type Ground, groundOf } from '../model/ground.ts';
import type { Rings } from '../model/geometry.ts';
import type { Snapshot } from './open.ts';
import { OBSTACLE_KINDS } from './roads/land.ts';
import { SIDES } from './roads/road-sides.ts';
import { type ShapeBox, boxE7 } from './shape-box.ts';
import { ZONE_KINDS, type ZoneKind } from './zones.ts';

/** A straight piece of a road, 0.0000001 degree. */
export interface RoadPiece {
  readonly ground: Ground;
  /** Code of its name, see {@link GroundShapes.roadName}. */
  readonly name: number;
  /** Pieces of one kind and name have one code. */
  readonly code: number;
  readonly ends: readonly [ax: number, ay: number, bx: number, by: number];
}

/** A line or an area as the record has it: a line has one ring, which is not closed. */
export interface GroundShape<K extends string> {
  readonly kind: K;
  /** Empty = none. */
  readonly name: string;
  readonly rings: Rings;
}

const GROUNDS = Array.from({ length: GROUND_COUNT }, (_, code) => groundOf(code));
const RIGHT = SIDES.indexOf('right');
/** What the search made of the roads, and where cables are: neither is a road. */
const NO_ROADS: readonly Ground['class'][] = ['off-road', 'duct-corridor'];

const opened = ({ buffer, byteOffset, length }: Uint8Array<SharedArrayBuffer>): Flatbush | null =>
  length === 0 ? null : Flatbush.from(buffer, byteOffset);

const ascending = (found: number[] | undefined): number[] => (found ?? []).sort((a, b) => a - b);

/** Roads, water, buildings and areas of a snapshot by place, for drawing. Opens without a copy. */
export class GroundShapes {
  readonly #snapshot: Snapshot;
  readonly #roads: Flatbush | null;
  readonly #land: Flatbush | null;
  readonly #zones: Flatbush | null;

  constructor(snapshot: Snapshot) {
    const { columns } = snapshot;
    this.#snapshot = snapshot;
    this.#roads = opened(columns.roadIndex);
    this.#land = opened(columns.landIndex);
    this.#zones = opened(columns.zoneIndex);
  }

  /** Pieces of roads whose boxes touch a box, in a fixed order; of the two sides of a major road one. */
  roads(box: ShapeBox, isWanted: (of: Ground['class']) => boolean): RoadPiece[] {
    const {
      roadFrom,
      roadTo,
      roadLonE7: x,
      roadLatE7: y,
      roadGround,
      roadSide,
      roadName,
    } = this.#snapshot.columns;
    const drawn = GROUNDS.map(({ class: of }) => !NO_ROADS.includes(of) && isWanted(of));
    // A province has millions of pieces, and few main roads.
    const isDrawn = (edge: number): boolean =>
      roadSide[edge] !== RIGHT && drawn[roadGround[edge] ?? 0] === true;
    return ascending(this.#roads?.search(...boxE7(box), isDrawn)).map((edge) => {
      const ground = roadGround[edge] ?? 0;
      const name = roadName[edge] ?? 0;
      const from = roadFrom[edge] ?? 0;
      const to = roadTo[edge] ?? 0;
      return {
        name,
        ground: groundOf(ground),
        code: name * GROUND_COUNT + ground,
        ends: [x[from] ?? 0, y[from] ?? 0, x[to] ?? 0, y[to] ?? 0],
      };
    });
  }

  /** What a code of a road's name says; empty = none. */
  roadName(code: number): string {
    return this.#snapshot.string(this.#snapshot.columns.roadNames[code] ?? 0);
  }

  /** Barriers and areas of some kinds whose boxes touch a box, in a fixed order. */
  land<K extends (typeof OBSTACLE_KINDS)[number]>(box: ShapeBox, kinds: readonly K[]): GroundShape<K>[] {
    const { landLonE7, landLatE7, landRingStart, landShapeRing, landKind, landName } = this.#snapshot.columns;
    const isWanted = (shape: number): boolean =>
      kinds.some((one) => one === OBSTACLE_KINDS[landKind[shape] ?? 0]);
    return ascending(this.#land?.search(...boxE7(box), isWanted)).flatMap((shape) => {
      const kind = kinds.find((one) => one === OBSTACLE_KINDS[landKind[shape] ?? 0]);
      if (kind === undefined) return [];
      const name = this.#snapshot.string(landName[shape] ?? 0);
      return [{ kind, name, rings: ringsOf([landLonE7, landLatE7], landRingStart, landShapeRing, shape) }];
    });
  }

  /** Areas that decide facts, parks and green whose boxes touch a box, in a fixed order. */
  zones(box: ShapeBox, kinds: readonly ZoneKind[]): GroundShape<ZoneKind>[] {
    const { zoneLonE7, zoneLatE7, zoneRingStart, zoneShapeRing, zoneKind, zoneName } = this.#snapshot.columns;
    return ascending(this.#zones?.search(...boxE7(box))).flatMap((shape) => {
      const kind = kinds.find((one) => one === ZONE_KINDS[zoneKind[shape] ?? 0]);
      if (kind === undefined) return [];
      const name = this.#snapshot.string(zoneName[shape] ?? 0);
      return [{ kind, name, rings: ringsOf([zoneLonE7, zoneLatE7], zoneRingStart, zoneShapeRing, shape) }];
    });
  }
}

const ringsOf = (
  [x, y]: readonly [Int32Array, Int32Array],
  ringStart: Uint32Array,
  shapeRing: Uint32Array,
  shape: number,
): Rings => {
  const first = shapeRing[shape] ?? 0;
  const end = shapeRing[shape + 1] ?? 0;
  return Array.from({ length: end - first }, (_, r) => {
    const from = ringStart[first + r] ?? 0;
    const to = ringStart[first + r + 1] ?? 0;
    return Array.from({ length: to - from }, (_v, i): [number, number] => [
      (x[from + i] ?? 0) / 1e7,
      (y[from + i] ?? 0) / 1e7,
    ]);
  });
};
