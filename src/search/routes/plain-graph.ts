import { CostQueue } from './cost-queue.ts';

/** An edge between two nodes; `oneWay` = only from its `from` to its `to`. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** Never negative; finite. */
  readonly cost: number;
  /** Metres that two ways on it would share. */
  readonly m: number;
  readonly oneWay: boolean;
}

/** A small graph, made anew for a question that the one search does not answer. */
export interface Graph {
  readonly nodes: number;
  readonly edges: readonly GraphEdge[];
}

/** An edge in the direction it is run in. */
export interface Run {
  readonly edge: number;
  readonly forward: boolean;
}

/** What running an edge costs, in a direction; Infinity = not to be run. */
export type CostOf = (run: Run) => number;

/** Least costs from one node, and the last run of the way to each. */
export interface Tree {
  readonly cost: Float64Array;
  readonly last: readonly (Run | undefined)[];
}

/** Runs that leave each node, by edge. */
export function runsFrom({ nodes, edges }: Graph): readonly (readonly Run[])[] {
  const runs = Array.from({ length: nodes }, (): Run[] => []);
  edges.forEach(({ from, to }, edge) => {
    runs[from]?.push({ edge, forward: true });
    runs[to]?.push({ edge, forward: false });
  });
  return runs;
}

export const headOf = ({ edges }: Graph, { edge, forward }: Run): number =>
  (forward ? edges[edge]?.to : edges[edge]?.from) ?? 0;
export const tailOf = ({ edges }: Graph, { edge, forward }: Run): number =>
  (forward ? edges[edge]?.from : edges[edge]?.to) ?? 0;

/** Least-cost ways from a node to all others. O(n log n). */
export function cheapestTree(
  graph: Graph,
  runs: readonly (readonly Run[])[],
  { from, costOf }: { from: number; costOf: CostOf },
): Tree {
  const cost = new Float64Array(graph.nodes).fill(Infinity);
  const last: (Run | undefined)[] = Array.from({ length: graph.nodes });
  const done = new Uint8Array(graph.nodes);
  const queue = new CostQueue();
  cost[from] = 0;
  queue.push(from, 0);
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    if (done[node] === 1) continue;
    done[node] = 1;
    for (const run of runs[node] ?? []) {
      const head = headOf(graph, run);
      const there = (cost[node] ?? 0) + costOf(run);
      if (done[head] === 1 || !(there < (cost[head] ?? 0))) continue;
      cost[head] = there;
      last[head] = run;
      queue.push(head, there);
    }
  }
  return { cost, last };
}

/** The way of a tree to a node, from its root; `null` where none leads there. */
export function wayInTree(graph: Graph, { cost, last }: Tree, to: number): Run[] | null {
  if (cost[to] === Infinity) return null;
  const way: Run[] = [];
  for (let run = last[to]; run !== undefined; run = last[tailOf(graph, run)]) way.push(run);
  return way.reverse();
}
