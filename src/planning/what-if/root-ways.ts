import type { Branch } from '../../electric/branch.ts';
import type { RadialNode } from '../../electric/to-per-unit.ts';
import type { Place, Way } from './study-grid.ts';

/** A way that closes a loop or joins two supplies, with all ways of the ring, itself first. */
export interface Ring {
  readonly way: number;
  readonly ways: readonly number[];
}

/** How a set of places is fed: nodes as the load flow wants them, parents first. */
export interface Rooted {
  readonly nodes: readonly RadialNode[];
  /** Place of each node; -1 for the hanging end of a way that is open there. */
  readonly placeAt: readonly number[];
  /** Way above each node; -1 for what is held. */
  readonly wayAt: readonly number[];
  /** Node of each place; -1 = nothing feeds it. */
  readonly nodeOf: Int32Array;
  readonly rings: readonly Ring[];
}

const other = ({ ends }: Way, place: number): number => (ends[0] === place ? ends[1] : ends[0]);

const conducts = ({ ends, closed, branch }: Way): boolean =>
  closed[0] && closed[1] && ends[0] >= 0 && ends[1] >= 0 && branch !== null;

/** A transformer seen from its lower side is the same one, fed from there. */
const seenFrom = (way: Way, place: number): Branch | null =>
  way.branch?.kind === 'transformer' && way.ends[0] !== place ? { ...way.branch, fedFrom: 'lv' } : way.branch;

class Rooting {
  readonly nodes: RadialNode[] = [];
  readonly placeAt: number[] = [];
  readonly wayAt: number[] = [];
  readonly nodeOf: Int32Array;
  readonly rings: Ring[] = [];
  readonly #places: readonly Place[];
  readonly #ways: readonly Way[];
  readonly #at: readonly number[][];

  constructor(places: readonly Place[], ways: readonly Way[]) {
    this.#places = places;
    this.#ways = ways;
    this.nodeOf = new Int32Array(places.length).fill(-1);
    const at: number[][] = places.map(() => []);
    ways.forEach((way, w) => {
      if (conducts(way)) for (const end of new Set(way.ends)) at[end]?.push(w);
    });
    this.#at = at;
  }

  grow(): void {
    this.#places.forEach(({ heldPu }, place) => {
      if (heldPu !== null) this.#push(place, -1, -1);
    });
    const used = new Set<number>();
    // The list grows while it is walked: breadth first.
    for (const [node, place] of this.placeAt.entries()) {
      for (const w of this.#at[place] ?? []) {
        const way = this.#ways[w];
        if (way === undefined || used.has(w)) continue;
        used.add(w);
        const next = other(way, place);
        if ((this.nodeOf[next] ?? -1) < 0) this.#push(next, node, w);
        else this.rings.push({ way: w, ways: this.#ringOf(w) });
      }
    }
    this.#hangOpenEnds();
  }

  #push(place: number, parent: number, w: number): void {
    const way = this.#ways[w];
    const from = this.placeAt[parent] ?? -1;
    const kv = this.#places[place < 0 ? from : place]?.kv ?? NaN;
    if (place >= 0) this.nodeOf[place] = this.nodes.length;
    this.nodes.push({ parent, kv, branch: way === undefined ? null : seenFrom(way, from) });
    this.placeAt.push(place);
    this.wayAt.push(w);
  }

  /** A line that is open at one end stays live from the other and draws its charging current. */
  #hangOpenEnds(): void {
    this.#ways.forEach((way, w) => {
      if (way.branch?.kind !== 'line' || way.closed[0] === way.closed[1]) return;
      const live = this.nodeOf[way.ends[way.closed[0] ? 0 : 1]] ?? -1;
      if (live >= 0) this.#push(-1, live, w);
    });
  }

  #ringOf(closing: number): number[] {
    const [one, two] = (this.#ways[closing]?.ends ?? []).map((place) => this.#waysUp(place));
    const apart = (from: readonly number[] = [], without: readonly number[] = []): number[] =>
      from.filter((w) => !without.includes(w));
    return [closing, ...apart(one, two), ...apart(two, one)];
  }

  #waysUp(place: number): number[] {
    const ways: number[] = [];
    for (let node = this.nodeOf[place] ?? -1; node >= 0; node = this.nodes[node]?.parent ?? -1) {
      const way = this.wayAt[node] ?? -1;
      if (way >= 0) ways.push(way);
    }
    return ways;
  }
}

/**
 * What feeds what: from the places whose voltage is held, along all ways that conduct.
 *
 * @returns every ring found; with none, the nodes are a forest fed as drawn.
 * @cost O(places + ways); per ring its length squared.
 */
export function rootWays(places: readonly Place[], ways: readonly Way[]): Rooted {
  const rooting = new Rooting(places, ways);
  rooting.grow();
  return rooting;
}
