import { isSection, isUnder, isWire, outletOf } from './grid.ts';
import { type Hung, LIVE, type Problem, type Receiving } from './problem.ts';
import type { Walk } from './walk.ts';

function hungOf({ area: { elements } }: Problem, { link, nodes, wire, tie, above }: Walk): Hung[] {
  const named = (local: number | undefined): number => elements[local ?? -1] ?? -1;
  return nodes.map((node, k) => ({
    element: named(node),
    from: (above[k] ?? -1) < 0 ? link.live : named(nodes[above[k] ?? -1]),
    wire: named(wire[k]),
    tie: tie[k] ?? -1,
  }));
}

/** Wire elements under a receiver that stand in the area and not among what stays live. */
function goneOf({ area, status }: Problem, receiver: number): ReadonlySet<number> {
  const { grid, elements, zoneOfNode } = area;
  return new Set(
    elements.filter(
      (e, i) => isWire(grid, e) && isUnder(grid, e, receiver) && status[zoneOfNode[i] ?? -1] !== LIVE,
    ),
  );
}

/** What each live feeder or busbar would feed of the area, by its element; over ties or, with `ties` empty, by its own outlet. */
export function receivingOf(problem: Problem, closed: Uint8Array, supplied: readonly Walk[]): Receiving[] {
  const { grid } = problem.area;
  const groups = new Map<number, Walk[]>();
  for (const walk of supplied) {
    const outlet = outletOf(grid, walk.link.live);
    const receiver = outlet < 0 ? walk.link.live : outlet;
    groups.set(receiver, [...(groups.get(receiver) ?? []), walk]);
  }
  const opened = problem.links.flatMap(({ kind, index }, at) =>
    kind === 'switch' && closed[at] === 0 ? [index] : [],
  );
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([receiver, walks]) => {
      const hung = walks.flatMap((walk) => hungOf(problem, walk));
      return {
        receiver,
        ties: walks.flatMap(({ link }) => (link.kind === 'tie' ? [link.index] : [])).sort((a, b) => a - b),
        moved: hung
          .map(({ element }) => element)
          .filter((e) => isSection(grid, e))
          .sort((a, b) => a - b),
        opened,
        hung,
        gone: goneOf(problem, receiver),
      };
    });
}
