import type { RoadNetwork } from './road-network.ts';

/** Shortest paths from a set of junctions: distance and last edge per junction reached. */
export interface PathTree {
  readonly distanceM: ReadonlyMap<number, number>;
  /** Edge by which a junction was reached; the starts have none. */
  readonly via: ReadonlyMap<number, number>;
}

/** A binary heap of [key, item], least key first. */
class Heap {
  readonly #entries: [number, number][] = [];

  get size(): number {
    return this.#entries.length;
  }

  push(key: number, item: number): void {
    const heap = this.#entries;
    let i = heap.push([key, item]) - 1;
    while (i > 0 && heap[(i - 1) >> 1]![0] > key) {
      heap[i] = heap[(i - 1) >> 1]!;
      i = (i - 1) >> 1;
    }
    heap[i] = [key, item];
  }

  pop(): [number, number] {
    const heap = this.#entries;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(entry: [number, number]): void {
    const heap = this.#entries;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child + 1 < heap.length && heap[child + 1]![0] < heap[child]![0]) child++;
      if (child >= heap.length || heap[child]![0] >= entry[0]) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = entry;
  }
}

/** Dijkstra's algorithm from all `starts` at once, up to `limitM`, over the edges that `allows` lets pass. */
export const shortestPaths = (
  roads: RoadNetwork,
  starts: readonly number[],
  limitM = Infinity,
  allows: (edge: number) => boolean = () => true,
): PathTree => {
  const distanceM = new Map<number, number>(starts.map((start) => [start, 0]));
  const via = new Map<number, number>();
  const heap = new Heap();
  for (const start of starts) heap.push(0, start);
  while (heap.size > 0) {
    const [d, junction] = heap.pop();
    if (d > distanceM.get(junction)!) continue;
    for (const edge of roads.around[junction]!) {
      const next = roads.otherEnd(edge, junction);
      const total = d + roads.edges[edge]!.lengthM;
      if (total > limitM || total >= (distanceM.get(next) ?? Infinity) || !allows(edge)) continue;
      distanceM.set(next, total);
      via.set(next, edge);
      heap.push(total, next);
    }
  }
  return { distanceM, via };
};

/** Edges from the start of a tree to a junction that it reaches, in walking order. */
export const edgesTo = (roads: RoadNetwork, tree: PathTree, junction: number): number[] => {
  const edges: number[] = [];
  let at = junction;
  for (let edge = tree.via.get(at); edge !== undefined; edge = tree.via.get(at)) {
    edges.push(edge);
    at = roads.otherEnd(edge, at);
  }
  return edges.reverse();
};
