import { type Area } from './area.ts';
import { isWire } from './grid.ts';
import type { Link, Problem } from './problem.ts';

/** What hangs on one live end: nodes in depth-first order, so that what lies beyond each is a range. */
export interface Walk {
  readonly link: Link;
  /** Local elements whose nodes are reached. */
  readonly nodes: number[];
  /** How each was reached: the wire (local), or -1 by a tie; at the foot -1. */
  readonly wire: number[];
  /** The tie it was reached by, index in the grid; -1 by a wire. */
  readonly tie: number[];
  /** Place in `nodes` of the one it hangs on; -1 at the foot. */
  readonly above: number[];
  /** End, exclusive, of the range of nodes beyond each. */
  readonly last: number[];
}

interface Step {
  readonly node: number;
  readonly wire: number;
  readonly tie: number;
  readonly from: number;
}

/** Whether current can pass a wire's switches in a trial. */
function passes({ near, far }: Area, linkOf: Problem['linkOf'], closed: Uint8Array, i: number): boolean {
  const conducts = (s: number): boolean => s < 0 || closed[linkOf.get(s) ?? -1] === 1;
  return conducts(near[i] ?? -1) && conducts(far[i] ?? -1);
}

/** Ways on from a node, the one it was reached by left out. */
function waysOn({ area, links, linkOf, tiesAt }: Problem, closed: Uint8Array, at: Step): Step[] {
  const { grid, elements, up, below } = area;
  const ways: Step[] = [];
  const add = (node: number, wire: number, tie: number): void => {
    ways.push({ node, wire, tie, from: at.node });
  };
  for (const c of below[at.node] ?? []) if (c !== at.wire && passes(area, linkOf, closed, c)) add(c, c, -1);
  const above = up[at.node] ?? -1;
  if (at.node !== at.wire && isWire(grid, elements[above] ?? -1) && passes(area, linkOf, closed, at.node))
    add(above, at.node, -1);
  for (const t of tiesAt.get(at.node) ?? []) {
    const { index, ends } = links[t] ?? { index: -1, ends: [-1, -1] };
    if (closed[t] === 1 && index !== at.tie) add(ends[0] === at.node ? ends[1] : ends[0], -1, index);
  }
  return ways;
}

/**
 * Walks all that a closed link to live ground feeds. The trial has no loop, so every node is met once.
 *
 * @cost O(nodes reached).
 */
export function walkFrom(problem: Problem, closed: Uint8Array, link: Link): Walk {
  const foot = Math.max(link.ends[0], link.ends[1]);
  const walk: Walk = { link, nodes: [], wire: [], tie: [], above: [], last: [] };
  const placeOf = new Map<number, number>();
  const tie = link.kind === 'tie' ? link.index : -1;
  const stack: Step[] = [{ node: foot, wire: link.kind === 'tie' ? -1 : foot, tie, from: -1 }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    placeOf.set(step.node, walk.nodes.length);
    walk.above.push(placeOf.get(step.from) ?? -1);
    walk.nodes.push(step.node);
    walk.wire.push(step.wire);
    walk.tie.push(step.tie);
    stack.push(...waysOn(problem, closed, step));
  }
  for (let k = walk.nodes.length - 1; k >= 0; k--) {
    walk.last[k] = Math.max(walk.last[k] ?? 0, k + 1);
    const up = walk.above[k] ?? -1;
    if (up >= 0) walk.last[up] = Math.max(walk.last[up] ?? 0, walk.last[k] ?? 0);
  }
  return walk;
}
