import type { Link } from './country-roads.ts';
import type { Random } from './random.ts';
import { distance, plus, step, direction, type Point } from './plane.ts';
import type { RoadNetwork } from './road-network.ts';
import { edgesTo, shortestPaths } from './shortest-paths.ts';
import type { Settlement } from './street-grid.ts';
import { HALF, nearRiver, type Terrain } from './terrain.ts';

/** Shares of all ways to the seat from which a link is a primary or a secondary road (chosen). */
const PRIMARY_SHARE = 0.12;
const SECONDARY_SHARE = 0.05;

const middleOf = (s: Settlement): number => {
  const column = s.junctions[s.junctions.length >> 1]!;
  return column[column.length >> 1]!;
};

/** The settlements nearest to where the two highways enter and leave the county. */
const highwayEnds = (all: readonly Settlement[]): Settlement[] => {
  const gates: Point[] = [
    { x: -HALF.x, y: 400 },
    { x: HALF.x, y: -400 },
    { x: -300, y: HALF.y },
    { x: 300, y: -HALF.y },
  ];
  return gates.map((gate) =>
    all.reduce((best, s) => (distance(s.centre, gate) < distance(best.centre, gate) ? s : best)),
  );
};

const nameOf = ({ a, b }: Link, bridge: boolean): string => {
  const initial = (s: Settlement): string => (s.kind === 'substation' ? '变' : s.name.slice(0, 1));
  return `${initial(a)}${initial(b)}${bridge ? '大桥' : '路'}`;
};

/**
 * Gives links their class by how much of the county reaches the seat over them, the four highways first,
 * and their name by what they join; streets that a highway runs over become secondary roads. `all[0]` is the seat.
 */
export const classifyLinks = (
  roads: RoadNetwork,
  all: readonly Settlement[],
  links: readonly Link[],
): void => {
  const tree = shortestPaths(roads, [middleOf(all[0]!)]);
  const traffic = new Map<number, number>();
  for (const s of all) {
    for (const edge of edgesTo(roads, tree, middleOf(s))) traffic.set(edge, (traffic.get(edge) ?? 0) + 1);
  }
  const highways = new Set(highwayEnds(all).flatMap((s) => edgesTo(roads, tree, middleOf(s))));
  for (const index of highways) roads.edges[index]!.class = 'secondary';
  for (const link of links) {
    const share = Math.max(...link.edges.map((e) => traffic.get(e) ?? 0)) / all.length;
    const highway = link.edges.some((e) => highways.has(e));
    for (const index of link.edges) {
      const edge = roads.edges[index]!;
      edge.class = share >= PRIMARY_SHARE ? 'primary' : share >= SECONDARY_SHARE ? 'secondary' : 'tertiary';
      if (highway) edge.class = 'trunk';
      if (link.a.kind === 'substation' || link.b.kind === 'substation') edge.class = 'service';
      edge.name = nameOf(link, edge.bridge);
    }
  }
};

/** Field tracks and footpaths: dead ends from the edge of a village outwards, where the ground is dry. */
export const addTracks = (
  roads: RoadNetwork,
  villages: readonly Settlement[],
  terrain: Terrain,
  random: Random,
): void => {
  for (const village of villages) {
    const corners = [village.junctions[0]!, village.junctions.at(-1)!].flatMap((c) => [c[0]!, c.at(-1)!]);
    for (const start of random.shuffled(corners).slice(0, random.whole(1, 2))) {
      const from = roads.junctions[start]!;
      const u = direction(village.centre, from);
      const stops = [90, 180, random.between(230, 300)].map((m) =>
        plus(from, step(u, m, random.between(-12, 12))),
      );
      if (stops.some((p) => nearRiver(terrain, p, 30))) continue;
      const end = roads.addJunction(stops[2]!);
      const track = { class: random.chance(0.75) ? 'track' : 'path', name: null } as const;
      roads.addEdge([start, end], track, stops.slice(0, 2));
    }
  }
};
