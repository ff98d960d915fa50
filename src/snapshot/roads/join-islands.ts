import Flatbush from 'flatbush';
import { metresPerDegree } from '../../model/geodesic.ts';
import { OFF_ROAD, groundOf } from '../../model/ground.ts';
import type { Crossed, Land } from './land.ts';
import { PieceIndex, indexPieces } from './piece-index.ts';
import { type RoadNet, metresBetween } from './road-net.ts';

/** Furthest that a line leaves the roads: to a place beside them, or from one island of roads to the next. */
export const OFF_ROAD_M = 500;

/** Other islands looked at from a node before it is given up. */
const TRIES = 4;

interface Bridge {
  readonly from: number;
  readonly to: number;
  readonly m: number;
  readonly crossed: readonly Crossed[];
}

/** Islands of a graph, as sets that can be merged. */
class Islands {
  readonly #up: Uint32Array;

  constructor({ x, from, to }: RoadNet) {
    this.#up = Uint32Array.from(x, (_, node) => node);
    from.forEach((u, edge) => {
      this.merge(u, to[edge] ?? 0);
    });
  }

  /** The node that stands for the island of a node: its smallest. */
  of(node: number): number {
    let top = node;
    while (this.#up[top] !== top) top = this.#up[top] = this.#up[this.#up[top] ?? 0] ?? 0;
    return top;
  }

  /** @returns whether the two were apart. */
  merge(u: number, v: number): boolean {
    const a = this.of(u);
    const b = this.of(v);
    this.#up[Math.max(a, b)] = Math.min(a, b);
    return a !== b;
  }
}

/** Nodes where a line can leave the road: not in the middle of a bridge or a tunnel. */
function openNodes({ x, from, to, ground }: RoadNet): number[] {
  const open = new Uint8Array(x.length);
  from.forEach((u, edge) => {
    if (groundOf(ground[edge] ?? 0).structure === 'earth') open[u] = open[to[edge] ?? 0] = 1;
  });
  return Array.from(open.keys()).filter((node) => open[node] === 1);
}

/** The nearest clear way over open ground from each island but the largest to any other. */
class Bridges {
  readonly #net: RoadNet;
  readonly #land: Land;
  readonly #roads: PieceIndex;
  readonly #open: readonly number[];
  readonly #index: Flatbush;
  readonly #scale: { readonly north: number; readonly east: number };

  constructor(net: RoadNet, land: Land, open: readonly number[]) {
    [this.#net, this.#land, this.#open] = [net, land, open];
    this.#roads = new PieceIndex(net, indexPieces(net));
    this.#scale = metresPerDegree((net.y[open[0] ?? 0] ?? 0) / 1e7);
    this.#index = new Flatbush(open.length);
    for (const node of open) this.#index.add(...this.#metres(node));
    this.#index.finish();
  }

  /** The shortest for each island, by the island's number. */
  from(islands: Islands): Bridge[] {
    const sizes = new Map<number, number>();
    for (const node of this.#open) sizes.set(islands.of(node), (sizes.get(islands.of(node)) ?? 0) + 1);
    let main = -1;
    for (const [island, size] of sizes) if (size > (sizes.get(main) ?? 0)) main = island;
    const best = new Map<number, Bridge>();
    for (const node of this.#open) {
      const island = islands.of(node);
      if (island === main) continue;
      const bridge = this.#nearest(node, islands);
      if (bridge !== null && bridge.m < (best.get(island)?.m ?? Infinity)) best.set(island, bridge);
    }
    return [...best].sort(([a], [b]) => a - b).map(([, bridge]) => bridge);
  }

  #nearest(from: number, islands: Islands): Bridge | null {
    const own = islands.of(from);
    const [x, y] = this.#metres(from);
    const isOther = (i: number): boolean => islands.of(this.#open[i] ?? 0) !== own;
    const ways = this.#index
      .neighbors(x, y, TRIES, OFF_ROAD_M, isOther)
      .map((i) => this.#open[i] ?? 0)
      .map((to) => ({ from, to, m: metresBetween(this.#net, from, to) }))
      .sort((a, b) => a.m - b.m || a.to - b.to);
    for (const way of ways) {
      const crossed = this.#crossed(from, way.to);
      if (crossed !== null) return { ...way, crossed };
    }
    return null;
  }

  #crossed(from: number, to: number): readonly Crossed[] | null {
    const { x, y } = this.#net;
    const piece = { ax: x[from] ?? 0, ay: y[from] ?? 0, bx: x[to] ?? 0, by: y[to] ?? 0 };
    const met = this.#land.meet(piece);
    if (met === null) return null;
    return [...met, ...this.#roads.majorsCrossed(piece, () => false)].sort(
      (a, b) => a.at - b.at || a.kind - b.kind,
    );
  }

  #metres(node: number): [number, number] {
    const { x, y } = this.#net;
    return [((x[node] ?? 0) / 1e7) * this.#scale.east, ((y[node] ?? 0) / 1e7) * this.#scale.north];
  }
}

/**
 * Joins islands of roads over open ground, each to the nearest other within reach, round after round, until what is
 * left apart is out of reach of everything or closed in.
 */
export function joinIslands(net: RoadNet, land: Land): RoadNet {
  const open = openNodes(net);
  if (open.length === 0) return net;
  const islands = new Islands(net);
  const bridges = new Bridges(net, land, open);
  const added: Bridge[] = [];
  for (;;) {
    const fresh = bridges.from(islands).filter(({ from, to }) => islands.merge(from, to));
    if (fresh.length === 0) break;
    added.push(...fresh);
  }
  const first = net.from.length;
  return {
    ...net,
    from: Uint32Array.from([...net.from, ...added.map(({ from }) => from)]),
    to: Uint32Array.from([...net.to, ...added.map(({ to }) => to)]),
    ground: Uint8Array.from([...net.ground, ...added.map(() => OFF_ROAD)]),
    name: Uint16Array.from([...net.name, ...added.map(() => 0)]),
    crossings: [
      ...net.crossings,
      ...added.flatMap(({ crossed }, i) => crossed.map((one) => ({ ...one, edge: first + i }))),
    ],
  };
}
