import { cablePath } from './cable-feeder.ts';
import type { Ground } from './county-plan.ts';
import type { Link } from './country-roads.ts';
import { CABLE, OVERHEAD } from './equipment.ts';
import type { Feeder, LineNode, Tie } from './feeder.ts';
import { setPoles } from './pole-line.ts';
import { edgesTo, shortestPaths, type PathTree } from './shortest-paths.ts';

/** Planning guides want two or three ties on a feeder; rural grids have fewer (chosen). */
const MOST_TIES = 2;
/** How far from the end of a road the next pole may stand, m. */
const NEAR_M = 700;
/** Longest street way of a tie cable, m. */
const TIE_CABLE_M = 1_600;

interface Standing {
  readonly feeder: Feeder;
  readonly node: LineNode;
}

type Stands = ReadonlyMap<number, readonly Standing[]>;

/** Which feeders' nodes stand at each junction. */
const standsOf = (feeders: readonly Feeder[]): Stands => {
  const stands = new Map<number, Standing[]>();
  for (const feeder of feeders) {
    for (const node of feeder.nodes) {
      if (node.junction === null) continue;
      stands.set(node.junction, [...(stands.get(node.junction) ?? []), { feeder, node }]);
    }
  }
  return stands;
};

interface RoadEnd {
  readonly tree: PathTree;
  readonly junction: number;
  readonly standing: readonly Standing[];
}

/** The nearest junction with poles to one end of a link, not over the link itself. */
const poleNear = (ground: Ground, stands: Stands, link: Link, start: number): RoadEnd | null => {
  const tree = shortestPaths(ground.roads, [start], NEAR_M, (edge) => !link.edges.includes(edge));
  let best: RoadEnd | null = null;
  for (const [junction, d] of tree.distanceM) {
    const standing = stands.get(junction);
    if (standing && (best === null || d < tree.distanceM.get(best.junction)!)) {
      best = { tree, junction, standing };
    }
  }
  return best;
};

/** Keeps count of ties per feeder and per pair of feeders. */
class TieBook {
  readonly ties: Tie[] = [];
  readonly #counts = new Map<Feeder, number>();
  readonly #pairs = new Set<string>();

  isOpen(a: Feeder, b: Feeder): boolean {
    const free = (f: Feeder): boolean => (this.#counts.get(f) ?? 0) < MOST_TIES;
    return a !== b && free(a) && free(b) && !this.#pairs.has([a.id, b.id].sort().join());
  }

  add(a: Feeder, b: Feeder, tie: Omit<Tie, 'id'>): void {
    for (const f of [a, b]) this.#counts.set(f, (this.#counts.get(f) ?? 0) + 1);
    this.#pairs.add([a.id, b.id].sort().join());
    const number = String(this.ties.length + 1).padStart(2, '0');
    this.ties.push({ ...tie, id: `${a.id.replace(/-f\d+$/, '')}-tie${number}` });
  }
}

/** Runs a line of `a` along a road that no feeder uses, up to the last span before a pole of `b`. */
const tieAlong = (ground: Ground, book: TieBook, link: Link, ends: readonly [RoadEnd, RoadEnd]): void => {
  const [near, far] = ends;
  const [a, b] = [near.standing[0]!, far.standing[0]!];
  const { roads } = ground;
  const way = [
    ...edgesTo(roads, near.tree, near.junction).reverse(),
    ...link.edges,
    ...edgesTo(roads, far.tree, far.junction),
  ];
  const poles = setPoles(a.feeder, a.node, roads.walk(way, near.junction), null);
  a.feeder.nodes.pop();
  const from = poles.at(-2) ?? a.node;
  book.add(a.feeder, b.feeder, { from, to: b.node, path: [from.at, b.node.at], conductor: OVERHEAD[2] });
};

const tieRural = (ground: Ground, feeders: readonly Feeder[], book: TieBook): void => {
  const stands = standsOf(feeders.filter((f) => f.area === 'rural'));
  const found = ground.links.flatMap((link) => {
    const near = poleNear(ground, stands, link, link.from);
    const far = poleNear(ground, stands, link, link.to);
    if (!near || !far) return [];
    const used = near.standing.some((a) => far.standing.some((b) => a.feeder === b.feeder));
    const stations = new Set([near, far].map((end) => end.standing[0]!.feeder.substation.id));
    return used ? [] : [{ link, ends: [near, far] as const, between: stations.size }];
  });
  // Ties between two substations first: they are what transfer of load is worth most on.
  for (const { link, ends } of found.sort((p, q) => q.between - p.between)) {
    const [a, b] = [ends[0].standing[0]!.feeder, ends[1].standing[0]!.feeder];
    if (book.isOpen(a, b)) tieAlong(ground, book, link, ends);
  }
};

const tieCables = (ground: Ground, feeders: readonly Feeder[], book: TieBook): void => {
  const cables = feeders.filter((f) => f.area === 'town' || f.area === 'park');
  const stands = standsOf(cables);
  for (const feeder of cables) {
    const from = feeder.nodes.findLast((n) => n.kind === 'rmu' || n.kind === 'switching-station')!;
    const tree = shortestPaths(ground.roads, [from.junction!], TIE_CABLE_M);
    const far = [...tree.distanceM]
      .sort((p, q) => p[1] - q[1])
      .find(([j]) => stands.get(j)?.some((s) => book.isOpen(feeder, s.feeder)));
    if (!far) continue;
    const to = stands.get(far[0])!.find((s) => book.isOpen(feeder, s.feeder))!;
    const street = ground.roads.walk(edgesTo(ground.roads, tree, far[0]), from.junction!);
    const path = cablePath(feeder, from.at, street, to.node.at);
    book.add(feeder, to.feeder, { from, to: to.node, path, conductor: CABLE[3] });
  }
};

/** Ties neighbouring feeders together by normally open sections: cables in town, overhead lines in the country. */
export const drawTies = (ground: Ground, feeders: readonly Feeder[]): readonly Tie[] => {
  const book = new TieBook();
  tieCables(ground, feeders, book);
  tieRural(ground, feeders, book);
  return book.ties;
};
