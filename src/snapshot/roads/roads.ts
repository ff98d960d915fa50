import { groundOf } from '../../model/ground.ts';
import { metresPerDegree, nearDistanceM } from '../../model/geodesic.ts';
import type { Place } from '../../model/geometry.ts';
import { type Direction, isInWedge } from './angles.ts';
import { type Piece, toE7, turn } from './exact-segments.ts';
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
  const [dx, dy] = [withinM / scale.east, withinM / scale.north];
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

/** Looked around in steps, until a road is reached: a line follows the roads and leaves them for the last stretch only. */
const LOOK_M = [60, 200, OFF_ROAD_M] as const;

/** Places no further from each other are neighbours: a line between them need not follow a road. */
const NEIGHBOURS_M = 60;
/** The same in degrees of latitude, with something over: most places are told apart by it alone. */
const NEIGHBOURS_LAT = NEIGHBOURS_M / 110_000;

const spotOf = ({ lon, lat }: Place): Spot => ({ x: toE7(lon), y: toE7(lat) });
const metres = (a: Spot, b: Spot): number => nearDistanceM(a.x / 1e7, a.y / 1e7, b.x / 1e7, b.y / 1e7);
const isAt = (a: Spot, b: Spot): boolean => a.x === b.x && a.y === b.y;

/** Edges that a line can be led onto from the side: on the ground, and no motorway. */
function isOpen(ground: number): boolean {
  const { class: of, structure } = groundOf(ground);
  return structure === 'earth' && of !== 'motorway' && of !== 'off-road';
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
    const own = this.#land.buildingsAt(site);
    for (const withinM of LOOK_M) {
      const found: Access[] = [];
      for (const foot of this.#feet(site, withinM)) {
        if (found.length === most) break;
        if (found.some(({ spot }) => isAt(spot, foot.spot)) || !this.#faces(foot, site)) continue;
        const crossed = this.#crossed(site, foot.spot, { own, edge: foot.edge });
        if (crossed !== null) found.push({ crossed, ...foot });
      }
      if (found.length > 0) return found;
    }
    return [];
  }

  /** Whether a place has a road within reach over open ground, though it may be closed in. */
  isNear(place: Place): boolean {
    return this.#feet(spotOf(place), OFF_ROAD_M).length > 0;
  }

  /** The straight way between neighbours; `null` where it is too long or blocked. */
  straight(from: Place, to: Place): Leg | null {
    if (Math.abs(from.lat - to.lat) > NEIGHBOURS_LAT) return null;
    const [a, b] = [spotOf(from), spotOf(to)];
    const m = metres(a, b);
    if (m > NEIGHBOURS_M) return null;
    const own = [...this.#land.buildingsAt(a), ...this.#land.buildingsAt(b)];
    const crossed = this.#crossed(a, b, { own, edge: -1 });
    return crossed === null ? null : { m, crossed };
  }

  /** Nodes in a box of 0.0000001 degrees, ascending. */
  nodesWithin({ west, south, east, north }: Box): number[] {
    const { roadFrom, roadTo, roadLonE7, roadLatE7 } = this.#columns;
    const nodes = new Set<number>();
    for (const edge of this.#pieces.near(west, south, east, north)) {
      for (const node of [roadFrom[edge] ?? 0, roadTo[edge] ?? 0]) {
        const [x, y] = [roadLonE7[node] ?? 0, roadLatE7[node] ?? 0];
        if (x >= west && x <= east && y >= south && y <= north) nodes.add(node);
      }
    }
    return [...nodes].sort((a, b) => a - b);
  }

  /** Nearest points of the edges within a distance, by metres, then edge. */
  #feet(site: Spot, withinM: number): Foot[] {
    const scale = metresPerDegree(site.y / 1e7);
    const [dx, dy] = [(1.01 * withinM * 1e7) / scale.east, (1.01 * withinM * 1e7) / scale.north];
    return this.#pieces
      .near(Math.floor(site.x - dx), Math.floor(site.y - dy), Math.ceil(site.x + dx), Math.ceil(site.y + dy))
      .filter((edge) => isOpen(this.#columns.roadGround[edge] ?? 0))
      .map((edge) => footOn(edge, this.#pieces.piece(edge), site, scale))
      .filter(({ m }) => m <= withinM)
      .sort((a, b) => a.m - b.m || a.edge - b.edge);
  }

  #crossed(from: Spot, to: Spot, { own, edge }: { own: readonly number[]; edge: number }): Crossed[] | null {
    const leg = { ax: from.x, ay: from.y, bx: to.x, by: to.y };
    const met = this.#land.meet(leg, own);
    if (met === null) return null;
    // Of the two sides of a road one stands for it; the road reached is not crossed.
    const isOther = (i: number): boolean =>
      SIDES[this.#columns.roadSide[i] ?? 0] !== 'right' && !this.#isSame(i, edge);
    const roads = this.#pieces.majorsCrossed(leg, (i) => !isOther(i));
    return [...met, ...roads].sort((a, b) => a.at - b.at || a.kind - b.kind);
  }

  /** Whether two edges are the same road, or its two sides. */
  #isSame(a: number, b: number): boolean {
    if (a === b) return true;
    if (b < 0 || Math.abs(a - b) > 1) return false;
    const [one, other] = [this.#pieces.piece(a), this.#pieces.piece(b)];
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
    const [x, y] = [roadLonE7[node] ?? 0, roadLatE7[node] ?? 0];
    let [opens, ends]: [Direction | null, Direction | null] = [null, null];
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

/** The nearest point of an edge, in the local plane. */
function footOn(edge: number, piece: Piece, site: Spot, scale: { north: number; east: number }): Foot {
  const { ax, ay, bx, by } = piece;
  const [ex, ey] = [(bx - ax) * scale.east, (by - ay) * scale.north];
  const [px, py] = [(site.x - ax) * scale.east, (site.y - ay) * scale.north];
  const at = Math.fround(Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey))));
  const spot = { x: Math.round(ax + at * (bx - ax)), y: Math.round(ay + at * (by - ay)) };
  return { edge, at, spot, m: metres(spot, site) };
}
