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
export type CostOf = (edge: number, forward: boolean) => number;

/** Runs that leave each node, by edge, without an object for each: twice the edge, and one more where it is run back. */
export interface Runs {
  /** First run of each node, and the end of the last. */
  readonly start: Int32Array;
  readonly codes: Int32Array;
}

/** Least costs from one node, and the code of the last run of the way to each; -1 = none. */
export interface Tree {
  readonly cost: Float64Array;
  readonly last: Int32Array;
}

export function runsFrom({ nodes, edges }: Graph): Runs {
  const start = new Int32Array(nodes + 1);
  for (const { from, to } of edges) {
    start[from + 1] = (start[from + 1] ?? 0) + 1;
    start[to + 1] = (start[to + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodes; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice();
  const codes = new Int32Array(2 * edges.length);
  const put = (node: number, code: number): void => {
    const at = next[node] ?? 0;
    codes[at] = code;
    next[node] = at + 1;
  };
  edges.forEach(({ from, to }, edge) => {
    put(from, 2 * edge);
    put(to, 2 * edge + 1);
  });
  return { start, codes };
}

export const headOf = ({ edges }: Graph, { edge, forward }: Run): number =>
  (forward ? edges[edge]?.to : edges[edge]?.from) ?? 0;
export const tailOf = ({ edges }: Graph, { edge, forward }: Run): number =>
  (forward ? edges[edge]?.from : edges[edge]?.to) ?? 0;

/**
 * Least-cost ways from a node to one other, and to all that cost less: what costs more is Infinity, or no less than the
 * way to that one. O(n log n).
 */
export function cheapestTree(
  { nodes, edges }: Graph,
  { start, codes }: Runs,
  { from, to, costOf }: { from: number; to: number; costOf: CostOf },
): Tree {
  const cost = new Float64Array(nodes).fill(Infinity);
  const last = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  const queue = new CostQueue();
  cost[from] = 0;
  queue.push(from, 0);
  for (let node = queue.pop(); node >= 0 && done[to] === 0; node = queue.pop()) {
    if (done[node] === 1) continue;
    done[node] = 1;
    const end = start[node + 1] ?? 0;
    for (let at = start[node] ?? 0; at < end; at++) {
      const code = codes[at] ?? 0;
      const edge = code >> 1;
      const forward = (code & 1) === 0;
      const head = (forward ? edges[edge]?.to : edges[edge]?.from) ?? 0;
      if (done[head] === 1) continue;
      const there = (cost[node] ?? 0) + costOf(edge, forward);
      if (!(there < (cost[head] ?? 0))) continue;
      cost[head] = there;
      last[head] = code;
      queue.push(head, there);
    }
  }
  return { cost, last };
}

/** The way of a tree to a node, from its root; `null` where none leads there. */
export function wayInTree(graph: Graph, { cost, last }: Tree, to: number): Run[] | null {
  if (cost[to] === Infinity) return null;
  const way: Run[] = [];
  for (let code = last[to] ?? -1; code >= 0;) {
    const run = { edge: code >> 1, forward: (code & 1) === 0 };
    way.push(run);
    code = last[tailOf(graph, run)] ?? -1;
  }
  return way.reverse();
}
