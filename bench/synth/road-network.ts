import type { Row } from '../../src/model/record.ts';
import { lengthOf, withoutRepeats, type Point } from './plane.ts';

/** A piece of road between two junctions. Class, name and surface are settled after the net is drawn. */
export interface RoadEdge {
  readonly a: number;
  readonly b: number;
  /** From `a` to `b`. */
  readonly path: readonly Point[];
  readonly lengthM: number;
  class: Row<'roads'>['class'];
  name: string | null;
  readonly bridge: boolean;
}

/** Roads as a graph: junctions and edges by index, in the order in which they were added. */
export class RoadNetwork {
  readonly junctions: Point[] = [];
  readonly edges: RoadEdge[] = [];
  /** Edges at each junction. */
  readonly around: number[][] = [];

  addJunction(at: Point): number {
    this.around.push([]);
    return this.junctions.push(at) - 1;
  }

  /** Adds an edge; `bends` are the points between its two junctions. Returns its index. */
  addEdge(
    ends: readonly [number, number],
    attributes: Pick<RoadEdge, 'class' | 'name'> & { readonly bridge?: boolean },
    bends: readonly Point[] = [],
  ): number {
    const [a, b] = ends;
    const path = [this.junctions[a]!, ...bends, this.junctions[b]!];
    const index = this.edges.push({ bridge: false, ...attributes, a, b, path, lengthM: lengthOf(path) }) - 1;
    this.around[a]!.push(index);
    this.around[b]!.push(index);
    return index;
  }

  otherEnd(edge: number, junction: number): number {
    const { a, b } = this.edges[edge]!;
    return a === junction ? b : a;
  }

  /** An edge's path, walked from one of its junctions. */
  pathFrom(edge: number, junction: number): readonly Point[] {
    const { a, path } = this.edges[edge]!;
    return a === junction ? path : path.toReversed();
  }

  /** The path along several edges, walked one after the other from `start`. */
  walk(edges: readonly number[], start: number): Point[] {
    const path: Point[] = [this.junctions[start]!];
    let at = start;
    for (const edge of edges) {
      path.push(...this.pathFrom(edge, at));
      at = this.otherEnd(edge, at);
    }
    return withoutRepeats(path);
  }
}
