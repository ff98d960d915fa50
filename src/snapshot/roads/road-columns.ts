import type { PackedTable } from '../../model/packed-table.ts';
import { Land, type LandColumns } from './land.ts';
import { joinIslands } from './join-islands.ts';
import { indexPieces } from './piece-index.ts';
import type { RoadNames } from './road-names.ts';
import { metresBetween, roadNet } from './road-net.ts';
import { roadPieces } from './road-pieces.ts';
import { type SidedNet, roadSides } from './road-sides.ts';

/** The road graph as columns of a snapshot (meanings: `snapshot/columns.ts`). */
export interface RoadColumns {
  readonly roadLonE7: Int32Array;
  readonly roadLatE7: Int32Array;
  readonly roadArcStart: Uint32Array;
  readonly roadArcNode: Uint32Array;
  readonly roadArcEdge: Uint32Array;
  readonly roadFrom: Uint32Array;
  readonly roadTo: Uint32Array;
  readonly roadM: Float32Array;
  readonly roadGround: Uint8Array;
  readonly roadSide: Uint8Array;
  readonly roadName: Uint16Array;
  readonly roadCrossingCount: Uint8Array;
  readonly crossingEdge: Uint32Array;
  readonly crossingKind: Uint8Array;
  readonly crossingAt: Float32Array;
  readonly roadIndex: Uint8Array;
}

type Arcs = Pick<RoadColumns, 'roadArcStart' | 'roadArcNode' | 'roadArcEdge'>;

/** Every edge from both its ends, those of a node together, by edge. */
function arcsOf({ x, from, to }: SidedNet): Arcs {
  const start = new Uint32Array(x.length + 1);
  const count = (node: number): void => {
    start[node + 1] = (start[node + 1] ?? 0) + 1;
  };
  from.forEach(count);
  to.forEach(count);
  for (let node = 0; node < x.length; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const nodes = new Uint32Array(2 * from.length);
  const edges = new Uint32Array(2 * from.length);
  const put = (tail: number, head: number, edge: number): void => {
    const arc = next[tail] ?? 0;
    next[tail] = arc + 1;
    nodes[arc] = head;
    edges[arc] = edge;
  };
  from.forEach((u, edge) => {
    put(u, to[edge] ?? 0, edge);
    put(to[edge] ?? 0, u, edge);
  });
  return { roadArcStart: start, roadArcNode: nodes, roadArcEdge: edges };
}

/** An edge crosses at most this many things; a data error beyond. */
const MOST_CROSSINGS = 255;

/** The road graph of a region; the order of the rows does not matter. */
export function roadColumns(roads: PackedTable<'roads'>, land: LandColumns, names: RoadNames): RoadColumns {
  const obstacles = new Land(land);
  const net = roadSides(joinIslands(roadNet(roadPieces(roads, names), obstacles), obstacles));
  const counts = new Uint8Array(net.from.length);
  const crossings = net.crossings.filter(({ edge }) => {
    const known = counts[edge] ?? 0;
    if (known < MOST_CROSSINGS) counts[edge] = known + 1;
    return known < MOST_CROSSINGS;
  });
  return {
    ...arcsOf(net),
    roadLonE7: net.x,
    roadLatE7: net.y,
    roadFrom: net.from,
    roadTo: net.to,
    roadM: Float32Array.from(net.from, (u, edge) => metresBetween(net, u, net.to[edge] ?? 0)),
    roadGround: net.ground,
    roadSide: net.side,
    roadName: net.name,
    roadCrossingCount: counts,
    crossingEdge: Uint32Array.from(crossings, ({ edge }) => edge),
    crossingKind: Uint8Array.from(crossings, ({ kind }) => kind),
    crossingAt: Float32Array.from(crossings, ({ at }) => at),
    roadIndex: indexPieces({
      ...net,
      from: net.from.subarray(0, net.roads),
      to: net.to.subarray(0, net.roads),
    }),
  };
}
