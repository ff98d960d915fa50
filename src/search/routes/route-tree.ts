import type { Columns } from '../../snapshot/layout.ts';
import type { Access } from '../../snapshot/roads/roads.ts';

/** A way along roads up to a node. */
export interface Traced {
  readonly on: Access;
  readonly nodes: Int32Array;
  /** Edges between the nodes, one fewer. */
  readonly edges: Int32Array;
}

/** No place in the tree: the node is reached from an access. */
const FROM_ACCESS = -1;

/**
 * The least-cost tree of one search: its nodes in the order they were settled, each with the edge it was reached by and
 * the place of the node before it. Grown by doubling while the search runs; `kept` outlives it.
 */
export class RouteTree {
  #nodes: Int32Array;
  /** Edge by which a node is reached; −1 − i = from access i. */
  #via: Int32Array;
  #before: Int32Array;
  /** Metres from the receiving point. */
  #m: Float64Array;
  #size = 0;

  constructor(room = 1024) {
    this.#nodes = new Int32Array(room);
    this.#via = new Int32Array(room);
    this.#before = new Int32Array(room);
    this.#m = new Float64Array(room);
  }

  clear(): void {
    this.#size = 0;
  }

  metresAt(place: number): number {
    return this.#m[place] ?? 0;
  }

  /** @returns the place of the node in the tree. */
  add(node: number, via: number, { before, m }: { before: number; m: number }): number {
    if (this.#size === this.#nodes.length) this.#grow();
    const place = this.#size++;
    this.#nodes[place] = node;
    this.#via[place] = via;
    this.#before[place] = before;
    this.#m[place] = m;
    return place;
  }

  /** The tree as it is now, in memory of its own: 20 bytes per node. */
  kept(): RouteTree {
    const tree = new RouteTree(0);
    tree.#nodes = this.#nodes.slice(0, this.#size);
    tree.#via = this.#via.slice(0, this.#size);
    tree.#before = this.#before.slice(0, this.#size);
    tree.#m = this.#m.slice(0, this.#size);
    tree.#size = this.#size;
    return tree;
  }

  /** The way to a place of the tree, from where the search came onto the roads. */
  trace(last: number, accesses: readonly Access[]): Traced {
    const nodes: number[] = [];
    const edges: number[] = [];
    let first = 0;
    for (let at = last; at !== FROM_ACCESS; at = this.#before[at] ?? FROM_ACCESS) {
      nodes.push(this.#nodes[at] ?? 0);
      first = this.#via[at] ?? 0;
      if (first >= 0) edges.push(first);
    }
    const on = accesses[-1 - first];
    if (on === undefined) throw new Error('a way on roads begins at no access');
    return { on, nodes: Int32Array.from(nodes.reverse()), edges: Int32Array.from(edges.reverse()) };
  }

  #grow(): void {
    const nodes = this.#nodes;
    const via = this.#via;
    const before = this.#before;
    const m = this.#m;
    const room = Math.max(1024, 2 * nodes.length);
    this.#nodes = new Int32Array(room);
    this.#via = new Int32Array(room);
    this.#before = new Int32Array(room);
    this.#m = new Float64Array(room);
    this.#nodes.set(nodes);
    this.#via.set(via);
    this.#before.set(before);
    this.#m.set(m);
  }
}

/** Metres of the part of an edge between an access on it and one of its ends. */
export function partM({ roadM, roadFrom }: Columns, { edge, at }: Access, node: number): number {
  return (roadM[edge] ?? 0) * (roadFrom[edge] === node ? at : 1 - at);
}
