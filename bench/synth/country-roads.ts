import { between, direction, distance, plus, step, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';
import type { Settlement } from './street-grid.ts';
import { crossesRail, crossesRiver, nearRiver, type Terrain } from './terrain.ts';

/** A road between two settlements: one edge, or three where a bridge is the middle one. */
export interface Link {
  readonly a: Settlement;
  readonly b: Settlement;
  readonly from: number;
  readonly to: number;
  readonly edges: readonly number[];
}

interface Candidate {
  readonly a: Settlement;
  readonly b: Settlement;
  readonly from: number;
  readonly to: number;
  readonly gapM: number;
  readonly wet: boolean;
}

const LONGEST_LINK_M = 2_600;
/** Where the three bridges stand, m east of the middle. */
const BRIDGES_X = [-4_300, 100, 4_400];

/** The nearest pair of junctions of two settlements. */
const nearestPair = (roads: RoadNetwork, a: Settlement, b: Settlement): [number, number, number] => {
  let best: [number, number, number] = [-1, -1, Infinity];
  const others = b.junctions.flat();
  for (const i of a.junctions.flat()) {
    for (const j of others) {
      const d = distance(roads.junctions[i]!, roads.junctions[j]!);
      if (d < best[2]) best = [i, j, d];
    }
  }
  return best;
};

const candidates = (roads: RoadNetwork, all: readonly Settlement[], terrain: Terrain): Candidate[] => {
  const found: Candidate[] = [];
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (distance(a.centre, b.centre) - a.radiusM - b.radiusM > LONGEST_LINK_M) continue;
      const [from, to, gapM] = nearestPair(roads, a, b);
      const wet = crossesRiver(terrain, roads.junctions[from]!, roads.junctions[to]!);
      found.push({ a, b, from, to, gapM, wet });
    }
  });
  return found.sort((p, q) => p.gapM - q.gapM);
};

/** Gabriel's rule: no third settlement inside the circle whose diameter is the link. */
const isNatural = (roads: RoadNetwork, all: readonly Settlement[], link: Candidate): boolean => {
  const middle = between(roads.junctions[link.from]!, roads.junctions[link.to]!, 0.5);
  const radius = link.gapM / 2;
  return all.every(
    (c) =>
      c === link.a ||
      c === link.b ||
      distance(middle, c.centre) - c.radiusM > radius ||
      c.junctions.flat().every((j) => distance(middle, roads.junctions[j]!) > radius),
  );
};

/** The crossing links nearest to where bridges stand. */
const chooseBridges = (roads: RoadNetwork, wet: readonly Candidate[]): Candidate[] =>
  BRIDGES_X.map((x) => {
    const off = (c: Candidate): number =>
      Math.abs(between(roads.junctions[c.from]!, roads.junctions[c.to]!, 0.5).x - x) + c.gapM / 2;
    return wet.reduce((best, c) => (off(c) < off(best) ? c : best));
  });

/** Kruskal's spanning tree, then a share of the other natural links; few of them cross the railway. */
const choose = (
  roads: RoadNetwork,
  all: readonly Settlement[],
  terrain: Terrain,
  random: Random,
): Candidate[] => {
  const found = candidates(roads, all, terrain);
  const bridges = chooseBridges(
    roads,
    found.filter((c) => c.wet && isNatural(roads, all, c)),
  );
  const leader = new Map<Settlement, Settlement>();
  const top = (s: Settlement): Settlement => {
    const up = leader.get(s);
    return up === undefined ? s : top(up);
  };
  return [...bridges, ...found.filter((c) => !c.wet)].filter((c) => {
    const [a, b] = [top(c.a), top(c.b)];
    if (a !== b) leader.set(a, b);
    const overRail = crossesRail(terrain, roads.junctions[c.from]!, roads.junctions[c.to]!);
    return (
      a !== b || bridges.includes(c) || (random.chance(overRail ? 0.5 : 0.75) && isNatural(roads, all, c))
    );
  });
};

/** Points between the ends of a gently bent road, about 150 m apart; straight where a bend would be wet. */
const bends = (a: Point, b: Point, terrain: Terrain, random: Random): Point[] => {
  const pieces = Math.round(distance(a, b) / 150);
  const swing = random.between(-0.06, 0.06) * distance(a, b);
  const u = direction(a, b);
  const draw = (bend: number): Point[] =>
    Array.from({ length: Math.max(0, pieces - 1) }, (_, i) => {
      const t = (i + 1) / pieces;
      return plus(between(a, b, t), step(u, 0, bend * Math.sin(Math.PI * t)));
    });
  const bent = draw(swing);
  return bent.some((p) => nearRiver(terrain, p, 30)) ? draw(0) : bent;
};

const buildBridge = (roads: RoadNetwork, link: Candidate, terrain: Terrain): number[] => {
  const [a, b] = [roads.junctions[link.from]!, roads.junctions[link.to]!];
  const wet = Array.from({ length: 1001 }, (_, i) => i / 1000).filter((t) =>
    nearRiver(terrain, between(a, b, t), 15),
  );
  const [near, far] = [wet[0]!, wet.at(-1)!].map((t) => roads.addJunction(between(a, b, t)));
  const plain = { class: 'tertiary', name: null } as const;
  return [
    roads.addEdge([link.from, near!], plain),
    roads.addEdge([near!, far!], { ...plain, bridge: true }),
    roads.addEdge([far!, link.to], plain),
  ];
};

/** Joins all settlements by roads: everything is reachable, and the river is crossed on three bridges only. */
export const linkSettlements = (
  roads: RoadNetwork,
  all: readonly Settlement[],
  terrain: Terrain,
  random: Random,
): readonly Link[] =>
  choose(roads, all, terrain, random).map((link) => {
    const { a, b, from, to } = link;
    const plain = { class: 'tertiary', name: null } as const;
    const edges = link.wet
      ? buildBridge(roads, link, terrain)
      : [
          roads.addEdge(
            [from, to],
            plain,
            bends(roads.junctions[from]!, roads.junctions[to]!, terrain, random),
          ),
        ];
    return { a, b, from, to, edges };
  });
