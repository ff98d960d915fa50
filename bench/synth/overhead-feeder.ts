import { CABLE } from './equipment.ts';
import { addNode, type Feeder, type LineNode } from './feeder.ts';
import { plus } from './plane.ts';
import { setPoles } from './pole-line.ts';
import type { RoadNetwork } from './road-network.ts';
import { edgesTo, type PathTree } from './shortest-paths.ts';

/** Edges of the paths to all targets, by the junction they leave. */
const branches = (
  roads: RoadNetwork,
  tree: PathTree,
  root: number,
  targets: readonly number[],
): Map<number, number[]> => {
  const leaving = new Map<number, number[]>();
  const seen = new Set<number>();
  for (const target of targets) {
    let at = root;
    for (const edge of edgesTo(roads, tree, target)) {
      if (!seen.has(edge)) leaving.set(at, [...(leaving.get(at) ?? []), edge]);
      seen.add(edge);
      at = roads.otherEnd(edge, at);
    }
  }
  return leaving;
};

/** The cable out of the substation, up the first pole. */
const leaveSubstation = (feeder: Feeder): LineNode => {
  const { at } = feeder.substation;
  const parent = feeder.busbar.node;
  const pole = plus(at, { x: feeder.besideM, y: feeder.besideM - 10 });
  return addNode(feeder, {
    kind: 'pole',
    at: pole,
    parent,
    path: [parent.at, pole],
    laying: 'cable',
    conductor: CABLE[3],
    junction: feeder.substation.junction,
  });
};

/** Builds an overhead feeder on the shortest roads from its substation to all its targets (road junctions). */
export const buildOverheadFeeder = (
  roads: RoadNetwork,
  tree: PathTree,
  feeder: Feeder,
  targets: readonly number[],
): void => {
  const leaving = branches(roads, tree, feeder.substation.junction, targets);
  const grow = (junction: number, node: LineNode): void => {
    for (const edge of leaving.get(junction) ?? []) {
      const end = roads.otherEnd(edge, junction);
      grow(end, setPoles(feeder, node, roads.pathFrom(edge, junction), end).at(-1)!);
    }
  };
  grow(feeder.substation.junction, leaveSubstation(feeder));
};
