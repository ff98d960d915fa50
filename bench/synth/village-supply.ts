import type { Feeder, LvPoint, Transformer } from './feeder.ts';
import { cutEvenly, lengthOf, plus, step, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';
import { shortestPaths } from './shortest-paths.ts';
import type { Settlement } from './street-grid.ts';
import { mountTransformer } from './transformers.ts';

/** Low-voltage poles stand 35–50 m apart in villages. */
const LONGEST_LV_SPAN_M = 48;
/** Low-voltage supply radius that rural planning allows, m (area class D). */
const LV_RADIUS_M = 500;
/** Share of public transformers whose low-voltage network is in the record (chosen). */
const RECORDED_LV_SHARE = 0.8;

/** Junctions of a settlement where transformers will stand: every second street each way, in works every junction. */
export const transformerSites = (settlement: Settlement): number[] =>
  settlement.junctions.flatMap((column, i) =>
    column.filter((_, j) => settlement.kind === 'works' || (i % 2 === 1 && j % 2 === 1)),
  );

/** Grows the low-voltage poles of one village along its lanes, each lane from its nearest transformer. */
const growLowVoltage = (
  roads: RoadNetwork,
  village: Settlement,
  mounted: ReadonlyMap<number, Transformer>,
  beside: Point,
): void => {
  const lanes = new Set(village.edges);
  const tree = shortestPaths(roads, [...mounted.keys()], LV_RADIUS_M, (edge) => lanes.has(edge));
  const end = new Map<number, { points: LvPoint[]; index: number; owner: Transformer }>();
  for (const [junction, owner] of mounted) {
    const at = plus(roads.junctions[junction]!, beside);
    const points: LvPoint[] = [
      { kind: 'busbar', at: owner.at, parent: -1 },
      { kind: 'pole', at, parent: 0 },
    ];
    end.set(junction, { points, index: 1, owner });
  }
  const reached = [...tree.via].sort((a, b) => tree.distanceM.get(a[0])! - tree.distanceM.get(b[0])!);
  for (const [junction, edge] of reached) {
    const start = roads.otherEnd(edge, junction);
    const { points, index, owner } = end.get(start)!;
    const lane = roads.pathFrom(edge, start);
    let parent = index;
    for (const place of [...cutEvenly(lane, Math.ceil(lengthOf(lane) / LONGEST_LV_SPAN_M)), lane.at(-1)!]) {
      parent = points.push({ kind: 'pole', at: plus(place, beside), parent }) - 1;
    }
    end.set(junction, { points, index: parent, owner });
  }
  for (const { points, owner } of end.values()) owner.lv = points;
};

/** Puts the transformers of a village, township or works on the poles of its feeder, with their low voltage. */
export const supplySettlement = (
  roads: RoadNetwork,
  settlement: Settlement,
  feeder: Feeder,
  random: Random,
): void => {
  const standing = new Map(feeder.nodes.map((n) => [n.junction, n]));
  const mounted = new Map<number, Transformer>();
  transformerSites(settlement).forEach((junction, i) => {
    const node = standing.get(junction)!;
    const trade = settlement.kind === 'works' ? 'works' : 'village';
    const place = `${settlement.name}${i + 1}号`;
    const at = plus(node.at, { x: random.between(3, 6), y: random.between(-6, -3) });
    mounted.set(junction, mountTransformer(node, { trade, at, place }, random));
  });
  if (settlement.kind === 'works') return;
  growLowVoltage(roads, settlement, mounted, { x: -feeder.besideM * 0.4, y: -feeder.besideM * 0.4 });
  for (const transformer of mounted.values()) if (!random.chance(RECORDED_LV_SHARE)) transformer.lv = [];
};

/** Hangs customers' transformers on poles along the country roads: pumps, works, a few larger ones. */
export const supplyRoadside = (feeder: Feeder, random: Random): void => {
  const poles = feeder.nodes.filter((n) => n.kind === 'pole' && n.junction === null);
  for (const node of random.shuffled(poles).slice(0, random.whole(7, 11))) {
    const trade = random.chance(0.6) ? 'farm' : 'works';
    const away = step({ x: 1, y: 0 }, Math.sign(feeder.besideM) * random.between(12, 30), 4);
    mountTransformer(node, { trade, at: plus(node.at, away), place: '' }, random);
  }
};
