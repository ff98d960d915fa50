import { MultiUndirectedGraph } from 'graphology';

/** A conducting line piece between two places of one network. */
export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** One place reached from the root, and the link that feeds it. */
export interface Fed<L extends Link = Link> {
  readonly place: string;
  readonly link: L;
  /** Place on the feeding side. */
  readonly above: string;
}

export interface SupplyTree<L extends Link = Link> {
  /** Depth first, siblings in the order of their link's id; every place after the one above it. */
  readonly fed: readonly Fed<L>[];
  /** Links of each closed loop found, at least two (or one that ends where it starts). */
  readonly loops: readonly (readonly string[])[];
  /** Links and places that no path joins to the root. */
  readonly islands: readonly { readonly places: readonly string[]; readonly links: readonly string[] }[];
}

interface Sorted<L extends Link> {
  readonly graph: MultiUndirectedGraph;
  readonly linksAt: (place: string) => readonly L[];
}

function assemble<L extends Link>(root: string, links: readonly L[]): Sorted<L> {
  const graph = new MultiUndirectedGraph();
  graph.mergeNode(root);
  const byId = new Map(links.map((link) => [link.id, link]));
  for (const link of links) {
    graph.mergeNode(link.from);
    graph.mergeNode(link.to);
    graph.addUndirectedEdgeWithKey(link.id, link.from, link.to);
  }
  const linksAt = (place: string): L[] =>
    graph
      .edges(place)
      .sort()
      .flatMap((id) => byId.get(id) ?? []);
  return { graph, linksAt };
}

/** Links on the way from a place up to the root. */
function pathUp(place: string, above: ReadonlyMap<string, Fed>): string[] {
  const path: string[] = [];
  for (let fed = above.get(place); fed !== undefined; fed = above.get(fed.above)) path.push(fed.link.id);
  return path;
}

/** The loop that `closing` makes: it and the two ways up, without what they share. */
function loopOf(closing: Link, above: ReadonlyMap<string, Fed>): string[] {
  const one = pathUp(closing.from, above);
  const other = new Set(pathUp(closing.to, above));
  const shared = new Set(one.filter((id) => other.has(id)));
  return [closing.id, ...one, ...other].filter((id) => !shared.has(id)).sort();
}

function islandsOf({ graph, linksAt }: Sorted<Link>, reached: ReadonlySet<string>): SupplyTree['islands'] {
  const seen = new Set(reached);
  const islands: { places: string[]; links: string[] }[] = [];
  for (const start of graph.nodes().sort()) {
    if (seen.has(start)) continue;
    const places = [start];
    seen.add(start);
    const links = new Set<string>();
    for (const place of places) {
      for (const link of linksAt(place)) {
        links.add(link.id);
        const next = link.from === place ? link.to : link.from;
        if (!seen.has(next)) {
          seen.add(next);
          places.push(next);
        }
      }
    }
    islands.push({ places: places.sort(), links: [...links].sort() });
  }
  return islands;
}

/**
 * How a root feeds a network: its tree, the loops that break radiality, and the islands it does not reach.
 *
 * Built on graphology, per feeder or low-voltage network: never for a whole province at once.
 *
 * @param root  place that feeds the network.
 * @param links conducting links; their ids are unique here. The result does not depend on their order.
 * @cost O(n log n) in the links.
 */
export function supplyTree<L extends Link>(root: string, links: readonly L[]): SupplyTree<L> {
  const network = assemble(root, links);
  const above = new Map<string, Fed<L>>();
  const reached = new Set([root]);
  const fed: Fed<L>[] = [];
  const closing: L[] = [];
  const used = new Set<string>();
  const stack: { place: string; links: readonly L[]; next: number }[] = [
    { place: root, links: network.linksAt(root), next: 0 },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const link = top.links[top.next++];
    if (link === undefined) {
      stack.pop();
      continue;
    }
    if (used.has(link.id)) continue;
    used.add(link.id);
    const place = link.from === top.place ? link.to : link.from;
    if (reached.has(place)) {
      closing.push(link);
      continue;
    }
    reached.add(place);
    const entry = { place, link, above: top.place };
    above.set(place, entry);
    fed.push(entry);
    stack.push({ place, links: network.linksAt(place), next: 0 });
  }
  return { fed, loops: closing.map((link) => loopOf(link, above)), islands: islandsOf(network, reached) };
}
