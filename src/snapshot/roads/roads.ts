import { GROUND_COUNT, groundOf } from '../../model/ground.ts';
import { metresPerDegree, nearDistanceM } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import { type Direction, isInWedge } from './angles.ts';
import { toE7, turn } from './exact-segments.ts';
import { OFF_ROAD_M } from './join-islands.ts';
import { type Crossed, Land, type LandColumns, type Spot } from './land.ts';
import { PieceIndex } from './piece-index.ts';
import type { RoadColumns } from './road-columns.ts';
import { SIDES } from './road-sides.ts';

/** Where a place reaches a road, straight over open ground. */
export interface Access {
  readonly edge: number;
  /** 0…1 along the edge, from its `from` end. */
  readonly at: number;
  /** Where that is, 0.0000001 degree. */
  readonly spot: Spot;
  /** Metres over open ground. */
  readonly m: number;
  /** What is crossed on them, in the order from the place. */
  readonly crossed: readonly Crossed[];
}

/** A straight way over open ground. */
export type Leg = Pick<Access, 'm' | 'crossed'>;

/** A box of places, 0.0000001 degree. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The box around a place that reaches so far north, south, east and west. */
export function boxAround({ lon, lat }: Place, withinM: number): Box {
  const scale = metresPerDegree(lat);
  const dx = withinM / scale.east;
  const dy = withinM / scale.north;
  return {
    west: (lon - dx) * 1e7,
    south: (lat - dy) * 1e7,
    east: (lon + dx) * 1e7,
    north: (lat + dy) * 1e7,
  };
}

interface Foot {
  readonly edge: number;
  readonly at: number;
  readonly spot: Spot;
  readonly m: number;
}

/** What straight ways from a place may meet: looked up once for all of them. */
interface Ground {
  /** Buildings that do not count, for an end stands in them; `null` = no obstacle stands anywhere near. */
  readonly own: readonly number[] | null;
  /** Pieces of the major roads near, ascending. */
  readonly majors: readonly number[];
}

/** Looked around in steps, until a road is reached: a line follows the roads and leaves them for the last stretch only. */
const LOOK_M = [60, 200, OFF_ROAD_M] as const;

/** Places no further from each other are neighbours: a line between them need not follow a road. */
const NEIGHBOURS_M = 60;
/** The same in degrees of latitude, with something over: most places are told apart by it alone. */
const NEIGHBOURS_LAT = NEIGHBOURS_M / 110_000;

const spotOf = ({ lon, lat }: Place): Spot => ({ x: toE7(lon), y: toE7(lat) });
const metres = (a: Spot, b: Spot): number => nearDistanceM(a.x / 1e7, a.y / 1e7, b.x / 1e7, b.y / 1e7);
const isAt = (a: Spot, b: Spot): boolean => a.x === b.x && a.y === b.y;

/** 1 = a line can be led onto edges of this ground from the side: on the earth, and no motorway. */
const IS_OPEN = Uint8Array.from({ length: GROUND_COUNT }, (_, ground) => {
  const { class: of, structure } = groundOf(ground);
  return structure === 'earth' && of !== 'motorway' && of !== 'off-road' ? 1 : 0;
});

/** How much further the local plane may take a place to be than it is. */
const SLACK = 1.01;

/** The box around a site with everything within a distance, and something over. */
function boxOf({ x, y }: Spot, withinM: number): Box {
  const scale = metresPerDegree(y / 1e7);
  const dx = (SLACK * withinM * 1e7) / scale.east;
  const dy = (SLACK * withinM * 1e7) / scale.north;
  return {
    west: Math.floor(x - dx),
    south: Math.floor(y - dy),
    east: Math.ceil(x + dx),
    north: Math.ceil(y + dy),
  };
}

/** The roads of a region and what lies between them, by place. Opens without a copy. */
export class Roads {
  readonly #columns: RoadColumns;
  readonly #land: Land;
  readonly #pieces: PieceIndex;

  constructor(columns: RoadColumns & LandColumns) {
    this.#columns = columns;
    this.#land = new Land(columns);
    const { roadLonE7: x, roadLatE7: y, roadFrom: from, roadTo: to, roadGround: ground } = columns;
    this.#pieces = new PieceIndex({ x, y, from, to, ground }, columns.roadIndex);
  }

  /**
   * The nearest points on roads that a place reaches straight over open ground, not through buildings, except one it
   * stands in, nor over forbidden ground; on a major road, on the side that faces it.
   *
   * @param most how many, on different places; further ones only where none is nearer.
   * @returns by metres, then edge; none when no road is in reach or the place is closed in.
   */
  accesses(place: Place, most: number): Access[] {
    const site = spotOf(place);
    for (const withinM of LOOK_M) {
      const box = boxOf(site, withinM);
      const near = this.#pieces.near(box.west, box.south, box.east, box.north);
      const feet = this.#feet(site, withinM, near);
      if (feet.length === 0) continue;
      const own = this.#land.isBareIn(box) ? null : this.#land.buildingsAt(site);
      const found = this.#reached(site, feet, { most, own, majors: this.#pieces.majorsAmong(near) });
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Whether a place has a road within reach over open ground, though it may be closed in. */
  isNear(place: Place): boolean {
    const site = spotOf(place);
    const { west, south, east, north } = boxOf(site, OFF_ROAD_M);
    return this.#feet(site, OFF_ROAD_M, this.#pieces.near(west, south, east, north)).length > 0;
  }

  /** The straight way between neighbours; `null` where it is too long or blocked. */
  straight(from: Place, to: Place): Leg | null {
    if (Math.abs(from.lat - to.lat) > NEIGHBOURS_LAT) return null;
    const a = spotOf(from);
    const b = spotOf(to);
    const m = metres(a, b);
    if (m > NEIGHBOURS_M) return null;
    const own = [...this.#land.buildingsAt(a), ...this.#land.buildingsAt(b)];
    const west = Math.min(a.x, b.x);
    const east = Math.max(a.x, b.x);
    const near = this.#pieces.near(west, Math.min(a.y, b.y), east, Math.max(a.y, b.y));
    const crossed = this.#crossed(a, b, -1, { own, majors: this.#pieces.majorsAmong(near) });
    return crossed === null ? null : { m, crossed };
  }

  /** Nodes in a box of 0.0000001 degrees, ascending. */
  nodesWithin({ west, south, east, north }: Box): number[] {
    const { roadFrom, roadTo, roadLonE7, roadLatE7 } = this.#columns;
    const nodes = new Set<number>();
    for (const edge of this.#pieces.near(west, south, east, north)) {
      for (const node of [roadFrom[edge] ?? 0, roadTo[edge] ?? 0]) {
        const x = roadLonE7[node] ?? 0;
        const y = roadLatE7[node] ?? 0;
        if (x >= west && x <= east && y >= south && y <= north) nodes.add(node);
      }
    }
    return [...nodes].sort((a, b) => a - b);
  }

  /** The first feet that face a site and are reached from it. */
  #reached(site: Spot, feet: readonly Foot[], { most, ...ground }: Ground & { most: number }): Access[] {
    const found: Access[] = [];
    for (const foot of feet) {
      if (found.length === most) break;
      if (found.some(({ spot }) => isAt(spot, foot.spot)) || !this.#faces(foot, site)) continue;
      const crossed = this.#crossed(site, foot.spot, foot.edge, ground);
      if (crossed !== null) found.push({ crossed, ...foot });
    }
    return found;
  }

  /** Nearest points within a distance of the edges near a site, by metres, then edge. */
  #feet(site: Spot, withinM: number, near: readonly number[]): Foot[] {
    const { roadGround, roadFrom, roadTo, roadLonE7, roadLatE7 } = this.#columns;
    const scale = metresPerDegree(site.y / 1e7);
    const east = scale.east / 1e7;
    const north = scale.north / 1e7;
    const never = (SLACK * withinM) ** 2;
    const feet: Foot[] = [];
    for (const edge of near) {
      if (IS_OPEN[roadGround[edge] ?? 0] !== 1) continue;
      const u = roadFrom[edge] ?? 0;
      const v = roadTo[edge] ?? 0;
      const ax = roadLonE7[u] ?? 0;
      const ay = roadLatE7[u] ?? 0;
      const ex = ((roadLonE7[v] ?? 0) - ax) * east;
      const ey = ((roadLatE7[v] ?? 0) - ay) * north;
      const px = (site.x - ax) * east;
      const py = (site.y - ay) * north;
      const at = Math.fround(Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey))));
      const dx = px - at * ex;
      const dy = py - at * ey;
      if (dx * dx + dy * dy > never) continue;
      const spot = spotAlong(this.#columns, edge, at);
      const m = metres(spot, site);
      if (m <= withinM) feet.push({ edge, at, spot, m });
    }
    return feet.sort((a, b) => a.m - b.m || a.edge - b.edge);
  }

  #crossed(from: Spot, to: Spot, edge: number, { own, majors }: Ground): Crossed[] | null {
    if (own === null && majors.length === 0) return [];
    const leg = { ax: from.x, ay: from.y, bx: to.x, by: to.y };
    const met = own === null ? [] : this.#land.meet(leg, own);
    if (met === null) return null;
    // Of the two sides of a road one stands for it; the road reached is not crossed.
    const isOther = (i: number): boolean =>
      SIDES[this.#columns.roadSide[i] ?? 0] !== 'right' && !this.#isSame(i, edge);
    const roads = this.#pieces.crossedOf(majors, leg, (i) => !isOther(i));
    return [...met, ...roads].sort((a, b) => a.at - b.at || a.kind - b.kind);
  }

  /** Whether two edges are the same road, or its two sides. */
  #isSame(a: number, b: number): boolean {
    if (a === b) return true;
    if (b < 0 || Math.abs(a - b) > 1) return false;
    const one = this.#pieces.piece(a);
    const other = this.#pieces.piece(b);
    return one.ax === other.ax && one.ay === other.ay && one.bx === other.bx && one.by === other.by;
  }

  /** Whether a foot is on the side of the road, or in the sector of the junction, in which the place lies. */
  #faces({ edge, at, spot }: Foot, site: Spot): boolean {
    if (isAt(spot, site)) return true;
    if (at === 0 || at === 1)
      return this.#facesNode((at === 0 ? this.#columns.roadFrom : this.#columns.roadTo)[edge] ?? 0, site);
    const side = SIDES[this.#columns.roadSide[edge] ?? 0];
    if (side === 'both') return true;
    const turned = turn(this.#pieces.piece(edge), site.x, site.y);
    return turned === 0 || turned > 0 === (side === 'left');
  }

  /** The sides of major roads that end in a node bound its sector. */
  #facesNode(node: number, site: Spot): boolean {
    const { roadArcStart, roadArcEdge, roadSide, roadFrom, roadLonE7, roadLatE7, roadArcNode } =
      this.#columns;
    const x = roadLonE7[node] ?? 0;
    const y = roadLatE7[node] ?? 0;
    let opens: Direction | null = null;
    let ends: Direction | null = null;
    for (let arc = roadArcStart[node] ?? 0; arc < (roadArcStart[node + 1] ?? 0); arc++) {
      const edge = roadArcEdge[arc] ?? 0;
      const side = SIDES[roadSide[edge] ?? 0];
      if (side === 'both') continue;
      const other = roadArcNode[arc] ?? 0;
      const direction = { dx: (roadLonE7[other] ?? 0) - x, dy: (roadLatE7[other] ?? 0) - y };
      // Leaving along its left side, a road has the sector on its left.
      if ((side === 'left') === (roadFrom[edge] === node)) opens = direction;
      else ends = direction;
    }
    return opens === null || ends === null || isInWedge(opens, ends, { dx: site.x - x, dy: site.y - y });
  }
}

/** The place at a share of an edge. */
function spotAlong({ roadFrom, roadTo, roadLonE7, roadLatE7 }: RoadColumns, edge: number, at: number): Spot {
  const u = roadFrom[edge] ?? 0;
  const v = roadTo[edge] ?? 0;
  const x = roadLonE7[u] ?? 0;
  const y = roadLatE7[u] ?? 0;
  return {
    x: Math.round(x + at * ((roadLonE7[v] ?? 0) - x)),
    y: Math.round(y + at * ((roadLatE7[v] ?? 0) - y)),
  };
}
