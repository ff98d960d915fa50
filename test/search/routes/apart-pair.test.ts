import { describe, expect, test } from 'vitest';
import { apartPair } from '../../../src/search/routes/apart-pair.ts';
import { distinctWays } from '../../../src/search/routes/distinct-ways.ts';
import { type Graph, type Run, headOf, tailOf } from '../../../src/search/routes/plain-graph.ts';
import { seeded } from '../../support/random-grid.ts';

/** Up to nine nodes, parallel edges and dead ends among them, some edges without length, some one-way. */
function randomGraph(random: () => number): Graph {
  const nodes = 4 + Math.floor(random() * 6);
  const edges = Array.from({ length: nodes + Math.floor(random() * 8) }, () => {
    const from = Math.floor(random() * nodes);
    const to = (from + 1 + Math.floor(random() * (nodes - 1))) % nodes;
    const m = random() < 0.15 ? 0 : 1 + Math.floor(random() * 300);
    return { from, to, m, cost: Math.floor(random() * 20) * (1 + m), oneWay: random() < 0.1 };
  });
  return { nodes, edges };
}

/** Every way without a node twice. */
function* simpleWays(
  graph: Graph,
  from: number,
  to: number,
  seen: readonly number[] = [from],
): Generator<Run[]> {
  if (from === to) {
    yield [];
    return;
  }
  for (let edge = 0; edge < graph.edges.length; edge++) {
    for (const forward of graph.edges[edge]!.oneWay ? [true] : [true, false]) {
      const run = { edge, forward };
      const head = headOf(graph, run);
      if (tailOf(graph, run) !== from || seen.includes(head)) continue;
      for (const rest of simpleWays(graph, head, to, [...seen, head])) yield [run, ...rest];
    }
  }
}

const costOf = (graph: Graph, way: readonly Run[]) =>
  way.reduce((sum, { edge }) => sum + graph.edges[edge]!.cost, 0);
const sharedIn = (one: readonly Run[], other: readonly Run[]) =>
  other.filter(({ edge }) => one.some((run) => run.edge === edge)).map(({ edge }) => edge);
const sharedM = (graph: Graph, shared: readonly number[]) =>
  shared.reduce((sum, edge) => sum + Math.max(1, graph.edges[edge]!.m), 0);

/** Least sharing, then least cost, over all pairs of ways; what runs on one edge in both directions counts as shared. */
function bestPair(graph: Graph, from: number, [a, b]: readonly [number, number]): [number, number] | null {
  let best: [number, number] | null = null;
  const others = [...simpleWays(graph, from, b)];
  for (const one of simpleWays(graph, from, a)) {
    for (const other of others) {
      const pair: [number, number] = [
        sharedM(graph, sharedIn(one, other)),
        costOf(graph, one) + costOf(graph, other),
      ];
      if (best === null || pair[0] < best[0] || (pair[0] === best[0] && pair[1] < best[1])) best = pair;
    }
  }
  return best;
}

/** A way is joined up, in allowed directions, from one node to another. */
function expectWay(graph: Graph, way: readonly Run[], [from, to]: readonly [number, number]): void {
  let node = from;
  for (const run of way) {
    expect(tailOf(graph, run)).toBe(node);
    expect(run.forward || !graph.edges[run.edge]!.oneWay).toBe(true);
    node = headOf(graph, run);
  }
  expect(node).toBe(to);
}

describe('on 400 small random graphs', () => {
  test('a pair shares as little, and costs as little, as the best of all pairs', () => {
    const random = seeded(20261120);
    let [pairs, apart, sharing] = [0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const graph = randomGraph(random);
      const ends = [1, random() < 0.3 ? 1 : 2] as const;
      const best = bestPair(graph, 0, ends);
      const pair = apartPair(graph, { from: 0, ends });
      expect(pair === null).toBe(best === null);
      if (pair === null || best === null) continue;
      pair.ways.forEach((way, k) => {
        expectWay(graph, way, [0, ends[k]!]);
      });
      expect(pair.shared).toEqual(sharedIn(...pair.ways));
      const cost = costOf(graph, pair.ways[0]) + costOf(graph, pair.ways[1]);
      expect([sharedM(graph, pair.shared), cost]).toEqual(best);
      pairs++;
      if (pair.shared.length === 0) apart++;
      else sharing++;
    }
    expect(pairs).toBeGreaterThan(200);
    expect(apart).toBeGreaterThan(50);
    expect(sharing).toBeGreaterThan(50);
  });

  test('distinct ways begin with the cheapest, are ways, and share no more than allowed', () => {
    const random = seeded(7);
    let several = 0;
    for (let i = 0; i < 400; i++) {
      const graph = randomGraph(random);
      const ways = distinctWays(graph, [0, 1], { count: 3, mostShared: 0.5 });
      const all = [...simpleWays(graph, 0, 1)].map((way) => costOf(graph, way));
      expect(ways.length === 0).toBe(all.length === 0);
      ways.forEach((way, k) => {
        expectWay(graph, way, [0, 1]);
        if (k === 0) expect(costOf(graph, way)).toBe(Math.min(...all));
        const length = way.reduce((sum, { edge }) => sum + graph.edges[edge]!.m, 0);
        for (const other of ways.slice(0, k)) {
          const common = sharedIn(other, way).reduce((sum, edge) => sum + graph.edges[edge]!.m, 0);
          expect(common).toBeLessThanOrEqual(length / 2);
        }
      });
      if (ways.length > 1) several++;
    }
    expect(several).toBeGreaterThan(100);
  });
});
