import { type CostOf, type Graph, type Run, cheapestTree, runsFrom, wayInTree } from './plain-graph.ts';

export interface Distinct {
  readonly count: number;
  /** Largest share of its metres that a way may have in common with an earlier one, 0…1. */
  readonly mostShared: number;
}

/** Searches per way asked for. */
const TRIES = 6;

/** Each search makes what earlier ones found this much dearer. */
const DEARER = 2;

const metresOf = ({ edges }: Graph, way: readonly Run[]): number =>
  way.reduce((sum, { edge }) => sum + (edges[edge]?.m ?? 0), 0);

/**
 * Ways between two nodes that differ from each other: the cheapest first, then, search by search, what is cheapest when
 * everything found so far costs more, kept where it shares no more than allowed with any kept before.
 *
 * @returns at most as many as asked for, in the order found; none where no way leads there.
 */
export function distinctWays(
  graph: Graph,
  [from, to]: readonly [number, number],
  { count, mostShared }: Distinct,
): Run[][] {
  const runs = runsFrom(graph);
  const found = new Uint8Array(graph.edges.length);
  const costOf: CostOf = (edge, forward) => {
    const { cost = Infinity, oneWay = true } = graph.edges[edge] ?? {};
    return oneWay && !forward ? Infinity : cost * DEARER ** (found[edge] ?? 0);
  };
  const kept: Run[][] = [];
  for (let i = 0; i < TRIES * count && kept.length < count; i++) {
    const way = wayInTree(graph, cheapestTree(graph, runs, { from, to, costOf }), to);
    if (way === null) break;
    const isNew = kept.every((other) => {
      const edges = new Set(other.map(({ edge }) => edge));
      const shared = way.filter(({ edge }) => edges.has(edge));
      return metresOf(graph, shared) <= mostShared * metresOf(graph, way);
    });
    if (isNew) kept.push(way);
    for (const { edge } of way) found[edge] = Math.min(30, (found[edge] ?? 0) + 1);
  }
  return kept;
}
