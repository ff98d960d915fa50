import { OFF_ROAD } from '../../model/ground.ts';
import { type Direction, compareAngles } from './angles.ts';
import { majorKind } from './piece-index.ts';
import type { EdgeCrossing, RoadNet } from './road-net.ts';

/** Side of a major road that an edge stands for, seen from its `from` end. */
export const SIDES = ['both', 'left', 'right'] as const;
const BOTH = 0;
const LEFT = 1;
const RIGHT = 2;

/** A net in which every major road has two sides; `side` is an index in SIDES. */
export interface SidedNet extends RoadNet {
  readonly side: Uint8Array;
  /** Edges before this one are roads; from it on they are crossings from side to side, of no length. */
  readonly roads: number;
}

/** The ends of major roads at each node, counter-clockwise: sector i of a node opens at its end i. */
class MajorEnds {
  readonly #net: RoadNet;
  readonly #ends = new Map<number, number[]>();

  constructor(net: RoadNet) {
    this.#net = net;
    net.ground.forEach((ground, edge) => {
      if (majorKind(ground) < 0) return;
      for (const node of [net.from[edge] ?? 0, net.to[edge] ?? 0]) {
        const known = this.#ends.get(node);
        if (known === undefined) this.#ends.set(node, [edge]);
        else known.push(edge);
      }
    });
    for (const [node, edges] of this.#ends) {
      edges.sort((a, b) => compareAngles(this.#leaving(node, a), this.#leaving(node, b)) || a - b);
    }
  }

  at(node: number): readonly number[] {
    return this.#ends.get(node) ?? [];
  }

  /** Sectors of a node: its sides, as far as a line on the ground can tell them apart. */
  count(node: number): number {
    return Math.max(1, this.at(node).length);
  }

  /** Sector that opens counter-clockwise at a major edge, or the one that ends there. */
  beside(node: number, edge: number, where: 'opens' | 'ends'): number {
    const ends = this.at(node);
    const i = ends.indexOf(edge);
    return where === 'opens' ? i : (i + ends.length - 1) % ends.length;
  }

  /** Sector in which an edge that is no major road leaves a node. */
  of(node: number, edge: number): number {
    const ends = this.at(node);
    if (ends.length <= 1) return 0;
    const direction = this.#leaving(node, edge);
    const before = ends.filter((end) => compareAngles(this.#leaving(node, end), direction) <= 0).length;
    return (before + ends.length - 1) % ends.length;
  }

  #leaving(node: number, edge: number): Direction {
    const { x, y, from, to } = this.#net;
    const other = from[edge] === node ? (to[edge] ?? 0) : (from[edge] ?? 0);
    return { dx: (x[other] ?? 0) - (x[node] ?? 0), dy: (y[other] ?? 0) - (y[node] ?? 0) };
  }
}

/** Edges of the net in the making. */
class Draft {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly ground: number[] = [];
  readonly side: number[] = [];
  readonly name: number[] = [];
  readonly crossings: EdgeCrossing[] = [];

  add(
    ends: readonly [from: number, to: number],
    { ground, side, name }: Readonly<Record<'ground' | 'side' | 'name', number>>,
  ): number {
    this.ground.push(ground);
    this.side.push(side);
    this.name.push(name);
    this.to.push(ends[1]);
    return this.from.push(ends[0]) - 1;
  }
}

/** From one side of a major road to the other, at each node it runs through, for the price of crossing it. */
function addLinks(draft: Draft, ends: MajorEnds, { ground }: RoadNet, first: Uint32Array): void {
  for (let node = 0; node + 1 < first.length; node++) {
    const majors = ends.at(node);
    const seen = new Set<string>();
    majors.forEach((edge, sector) => {
      const kind = majorKind(ground[edge] ?? 0);
      const other = (sector + majors.length - 1) % majors.length;
      const key = `${Math.min(sector, other)}/${Math.max(sector, other)}/${kind}`;
      if (sector === other || seen.has(key)) return;
      seen.add(key);
      const start = first[node] ?? 0;
      const link = draft.add([start + other, start + sector], { ground: OFF_ROAD, side: BOTH, name: 0 });
      draft.crossings.push({ edge: link, kind, at: 0.5 });
    });
  }
}

/**
 * Gives major roads two sides, so that a route that changes sides crosses them, and pays for it, wherever it does:
 * straight over, or further along. A node with k ends of major roads becomes k nodes, one for each sector between
 * them, in a ring of crossings; a major edge becomes two edges, one for each side; any other edge ends in the sector
 * it leaves into. So the search knows nothing of sides: least cost is least cost.
 */
export function roadSides(net: RoadNet): SidedNet {
  const ends = new MajorEnds(net);
  const first = new Uint32Array(net.x.length + 1);
  for (let node = 0; node < net.x.length; node++) first[node + 1] = (first[node] ?? 0) + ends.count(node);
  const at = (node: number, sector: number): number => (first[node] ?? 0) + sector;
  const draft = new Draft();
  let crossing = 0;
  net.ground.forEach((ground, edge) => {
    const u = net.from[edge] ?? 0;
    const v = net.to[edge] ?? 0;
    const name = net.name[edge] ?? 0;
    const added =
      majorKind(ground) < 0
        ? [draft.add([at(u, ends.of(u, edge)), at(v, ends.of(v, edge))], { ground, side: BOTH, name })]
        : [
            draft.add([at(u, ends.beside(u, edge, 'opens')), at(v, ends.beside(v, edge, 'ends'))], {
              ground,
              side: LEFT,
              name,
            }),
            draft.add([at(u, ends.beside(u, edge, 'ends')), at(v, ends.beside(v, edge, 'opens'))], {
              ground,
              side: RIGHT,
              name,
            }),
          ];
    const start = crossing;
    while (net.crossings[crossing]?.edge === edge) crossing++;
    for (const copy of added) {
      for (const one of net.crossings.slice(start, crossing)) draft.crossings.push({ ...one, edge: copy });
    }
  });
  const roads = draft.from.length;
  addLinks(draft, ends, net, first);
  const nodes = first[net.x.length] ?? 0;
  const x = new Int32Array(nodes);
  const y = new Int32Array(nodes);
  for (let node = 0; node < net.x.length; node++) {
    x.fill(net.x[node] ?? 0, first[node], first[node + 1]);
    y.fill(net.y[node] ?? 0, first[node], first[node + 1]);
  }
  return {
    x,
    y,
    roads,
    crossings: draft.crossings,
    from: Uint32Array.from(draft.from),
    to: Uint32Array.from(draft.to),
    ground: Uint8Array.from(draft.ground),
    side: Uint8Array.from(draft.side),
    name: Uint16Array.from(draft.name),
  };
}
