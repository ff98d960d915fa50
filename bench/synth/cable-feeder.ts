import { CABLE } from './equipment.ts';
import { addNode, type Feeder, type LineNode } from './feeder.ts';
import { plus, shifted, withoutRepeats, type Point } from './plane.ts';
import type { RoadNetwork } from './road-network.ts';
import { edgesTo, shortestPaths, type PathTree } from './shortest-paths.ts';

/** Cables between ring main units of one feeder are looked for within this distance, m. */
const REACH_M = 3_000;
/** Most cables to further units on one unit: one in and three out leave bays for customers. */
const MOST_ONWARD = 3;

/** Town streets run nearly east and north: one diagonal step leaves both. */
const besideStreet = (feeder: Feeder): Point => ({ x: feeder.besideM, y: feeder.besideM });

/** The way of a cable beside a street, between the places of two nodes. */
export const cablePath = (feeder: Feeder, from: Point, street: readonly Point[], to: Point): Point[] =>
  withoutRepeats([from, ...shifted(street.slice(1, -1), besideStreet(feeder)), to]);

const addUnit = (
  roads: RoadNetwork,
  feeder: Feeder,
  parent: LineNode,
  plan: { readonly junction: number; readonly street: readonly Point[]; readonly kind: LineNode['kind'] },
): LineNode => {
  const at = plus(roads.junctions[plan.junction]!, besideStreet(feeder));
  const path = cablePath(feeder, parent.at, plan.street, at);
  const { kind, junction } = plan;
  return addNode(feeder, { kind, at, parent, path, laying: 'cable', conductor: CABLE[3], junction });
};

/**
 * Builds a cable feeder over ring main units at the given junctions: the nearest one first, then always the one
 * that needs the least new cable (Prim's tree on street distances).
 */
export const buildCableFeeder = (
  roads: RoadNetwork,
  tree: PathTree,
  feeder: Feeder,
  plan: { readonly junctions: readonly number[]; readonly first: 'rmu' | 'switching-station' },
): void => {
  const left = new Set(plan.junctions);
  const onward = new Map<LineNode, number>();
  const ways = new Map<number, PathTree>();
  const start = [...left].reduce((a, b) => (tree.distanceM.get(b)! < tree.distanceM.get(a)! ? b : a));
  const root = feeder.substation.junction;
  const street = roads.walk(edgesTo(roads, tree, start), root);
  const join = (parent: LineNode, junction: number, way: readonly Point[]): void => {
    const kind = onward.size === 0 ? plan.first : 'rmu';
    const unit = addUnit(roads, feeder, parent, { junction, street: way, kind });
    onward.set(unit, 0);
    left.delete(junction);
    ways.set(junction, shortestPaths(roads, [junction], REACH_M));
  };
  join(feeder.busbar.node, start, street);
  while (left.size > 0) {
    let best: { unit: LineNode; junction: number; d: number } | null = null;
    for (const [unit, count] of onward) {
      if (count >= MOST_ONWARD) continue;
      for (const junction of left) {
        const d = ways.get(unit.junction!)!.distanceM.get(junction) ?? Infinity;
        if (best === null || d < best.d) best = { unit, junction, d };
      }
    }
    const { unit, junction } = best!;
    onward.set(unit, onward.get(unit)! + 1);
    join(unit, junction, roads.walk(edgesTo(roads, ways.get(unit.junction!)!, junction), unit.junction!));
  }
};
