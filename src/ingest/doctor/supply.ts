import type { Network } from './network.ts';

/** A closed line that makes a second way to a spot. */
export interface Closing {
  readonly line: number;
  /** Roots of its two ends; the same one twice where it closes a ring. */
  readonly roots: readonly [number, number];
}

/** How a network is fed in its normal state. All arrays are by spot. */
export interface Supply {
  /** Line through which a spot is fed; -1 at a root. */
  readonly feeding: Int32Array;
  /** Spot on the feeding side; -1 at a root. */
  readonly above: Int32Array;
  /** Busbar node or transformer's low-voltage point at the head; in an island one of its spots. */
  readonly root: Int32Array;
  /** Connected set, across transformers, named by its first spot: a node where it has one. */
  readonly island: Int32Array;
  /** Connected sets that hold a busbar. */
  readonly fed: ReadonlySet<number>;
  readonly closings: readonly Closing[];
}

/** Unites spots that conduct to each other; path halving keeps it near linear. */
function islandsOf({ spots, lines, transformers }: Network): Int32Array {
  const parent = Int32Array.from(spots, (_, i) => i);
  const find = (spot: number): number => {
    let at = spot;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const unite = (a: number, b: number): void => {
    parent[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  };
  for (const { from, to, open } of lines) if (!open) unite(from, to);
  for (const { node, point } of transformers) if (node >= 0 && point >= 0) unite(node, point);
  return parent.map((_, spot) => find(spot));
}

/** Grows trees from many roots at once, nearest first, and notes the lines that are left over. */
class Forest {
  readonly feeding: Int32Array;
  readonly above: Int32Array;
  readonly root: Int32Array;
  readonly closings: Closing[] = [];
  readonly #network: Network;
  readonly #used: Uint8Array;

  constructor(network: Network) {
    this.#network = network;
    const none = (): Int32Array => new Int32Array(network.spots.length).fill(-1);
    [this.feeding, this.above, this.root] = [none(), none(), none()];
    this.#used = new Uint8Array(network.lines.length);
  }

  grow(roots: readonly number[]): void {
    const queue = roots.filter((spot) => this.root[spot] === -1);
    for (const spot of queue) this.root[spot] = spot;
    for (const spot of queue) {
      for (const line of this.#network.linesAt[spot] ?? []) this.#follow(line, spot, queue);
    }
  }

  #follow(line: number, spot: number, queue: number[]): void {
    const { from, to, open } = this.#network.lines[line] ?? { from: -1, to: -1, open: true };
    if (open || this.#used[line] === 1) return;
    this.#used[line] = 1;
    const next = from === spot ? to : from;
    const [here, there] = [this.root[spot] ?? -1, this.root[next] ?? -1];
    if (there !== -1) {
      this.closings.push({ line, roots: [here, there] });
      return;
    }
    this.feeding[next] = line;
    this.above[next] = spot;
    this.root[next] = here;
    queue.push(next);
  }
}

/**
 * How busbars feed nodes and transformers feed low-voltage points, over the closed lines of the whole region.
 *
 * Plain arrays instead of a graph library: one pass over two million lines needs a few bytes for each.
 *
 * @cost O(n) in spots and lines.
 */
export function supplyOf(network: Network): Supply {
  const island = islandsOf(network);
  const fed = new Set([...network.busbars].map((spot) => island[spot] ?? -1));
  const forest = new Forest(network);
  forest.grow([...network.busbars].sort((a, b) => a - b));
  forest.grow(network.transformers.flatMap(({ point }) => (point < 0 ? [] : [point])));
  for (let spot = 0; spot < island.length; spot++) forest.grow([spot]);
  const { feeding, above, root, closings } = forest;
  return { feeding, above, root, island, fed, closings };
}

/** Lines from a spot up to its root. */
function wayUp({ feeding, above }: Supply, spot: number): number[] {
  const way: number[] = [];
  for (let at = spot; at >= 0; at = above[at] ?? -1) {
    const line = feeding[at] ?? -1;
    if (line >= 0) way.push(line);
  }
  return way;
}

/** Lines of the ring that a closing makes, or of the way between its two roots; ascending. */
export function linesAround(network: Network, supply: Supply, { line }: Closing): number[] {
  const { from, to } = network.lines[line] ?? { from: -1, to: -1 };
  const [one, other] = [wayUp(supply, from), new Set(wayUp(supply, to))];
  const shared = new Set(one.filter((each) => other.has(each)));
  return [line, ...one, ...other].filter((each) => !shared.has(each)).sort((a, b) => a - b);
}
