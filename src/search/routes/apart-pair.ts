import {
  type CostOf,
  type Graph,
  type Run,
  cheapestTree,
  headOf,
  runsFrom,
  tailOf,
  wayInTree,
} from './plain-graph.ts';

/** Two ways from one node, one to each of two others. */
export interface ApartPair {
  readonly ways: readonly [readonly Run[], readonly Run[]];
  /** Edges that both run on; none = the two share nothing. */
  readonly shared: readonly number[];
}

/** What a second way pays on top for an edge that the first runs on. */
type Surcharge = (edge: number) => number;

/** Metres weigh more than all edges together cost, so that the least sharing comes first, and then the least cost. */
function surchargeOf({ edges }: Graph): Surcharge {
  const all = edges.reduce((sum, { cost }) => sum + cost, 1);
  return (edge) => all * Math.max(1, edges[edge]?.m ?? 0);
}

/** The graph with one more node, reached from both ends for nothing. */
function withSink({ nodes, edges }: Graph, ends: readonly [number, number]): Graph {
  const toSink = ends.map((from) => ({ from, to: nodes, cost: 0, m: 0, oneWay: true }));
  return { nodes: nodes + 1, edges: [...edges, ...toSink] };
}

/** Runs of both ways that do not cancel each other out. */
function remaining(first: readonly Run[], second: readonly Run[]): Run[] {
  const left = [...first];
  const rest = second.filter((run) => {
    const back = left.findIndex((other) => other.edge === run.edge && other.forward !== run.forward);
    if (back >= 0) left.splice(back, 1);
    return back < 0;
  });
  return [...left, ...rest];
}

/** One way through the runs, from a node to the sink; the runs it takes are taken out. */
function takeWay(graph: Graph, runs: Run[], from: number): Run[] {
  const way: Run[] = [];
  for (let node = from; node !== graph.nodes - 1;) {
    const next = runs.findIndex((run) => tailOf(graph, run) === node);
    const [run] = next < 0 ? [] : runs.splice(next, 1);
    if (run === undefined) throw new Error(`a way breaks off at node ${node}`);
    way.push(run);
    node = headOf(graph, run);
  }
  return way;
}

/**
 * The two ways from one node, one to each of two others, that share the fewest metres, and of those the cheapest
 * together. They may meet at a node. An edge of no length counts as one metre.
 *
 * @param ends the same node twice = two ways to one place.
 * @returns `null` where one of the two cannot be reached.
 * @cost two searches up to the dearer of the two, O(n log n).
 * @source Suurballe and Tarjan, Networks 14 (1984): the second way may run the first one back, at its cost returned;
 *   sharing is a parallel edge at a surcharge.
 */
export function apartPair(
  plain: Graph,
  { from, ends }: { from: number; ends: readonly [number, number] },
): ApartPair | null {
  const graph = withSink(plain, ends);
  const sink = plain.nodes;
  const runs = runsFrom(graph);
  const plainCost: CostOf = (edge, forward) => {
    const { cost = Infinity, oneWay = true } = graph.edges[edge] ?? {};
    return oneWay && !forward ? Infinity : cost;
  };
  const tree = cheapestTree(graph, runs, { from, to: sink, costOf: plainCost });
  const first = wayInTree(graph, tree, sink);
  if (first === null) return null;

  const taken = new Map(first.map((run) => [run.edge, run.forward]));
  const surcharge = surchargeOf(plain);
  const far = tree.cost[sink] ?? 0;
  const potential = (node: number): number => Math.min(tree.cost[node] ?? 0, far);
  const residual: CostOf = (edge, forward) => {
    const direction = taken.get(edge);
    if (direction === undefined) return plainCost(edge, forward);
    const cost = graph.edges[edge]?.cost ?? 0;
    if (direction !== forward) return -cost;
    return edge >= plain.edges.length ? Infinity : cost + surcharge(edge);
  };
  // Rounding must not make a reduced cost negative.
  const reduced: CostOf = (edge, forward) => {
    const { from: one = 0, to: other = 0 } = graph.edges[edge] ?? {};
    const [tail, head] = forward ? [one, other] : [other, one];
    return Math.max(0, residual(edge, forward) + potential(tail) - potential(head));
  };
  const second = wayInTree(graph, cheapestTree(graph, runs, { from, to: sink, costOf: reduced }), sink);
  if (second === null) return null;

  const left = remaining(first, second);
  const ways = [takeWay(graph, left, from), takeWay(graph, left, from)];
  const endsAt = (way: readonly Run[] | undefined, edge: number): boolean => way?.at(-1)?.edge === edge;
  const ordered = endsAt(ways[0], plain.edges.length) ? ways : ways.reverse();
  const [one = [], other = []] = ordered.map((way) => way.slice(0, -1));
  const edges = new Set(one.map(({ edge }) => edge));
  return { ways: [one, other], shared: other.flatMap(({ edge }) => (edges.has(edge) ? edge : [])) };
}
