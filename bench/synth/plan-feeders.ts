import { buildCableFeeder } from './cable-feeder.ts';
import type { Ground } from './county-plan.ts';
import type { Feeder, FeederArea, Substation } from './feeder.ts';
import { buildOverheadFeeder } from './overhead-feeder.ts';
import { apportion, cutByWeight, treeRanks } from './share-out.ts';
import { shortestPaths, type PathTree } from './shortest-paths.ts';
import type { Settlement } from './street-grid.ts';
import { supplyStreets } from './street-supply.ts';
import { mountTransformer } from './transformers.ts';
import { supplyRoadside, supplySettlement, transformerSites } from './village-supply.ts';

/** Feeders of a county: 24 rural, 18 in town, 5 in the park, 3 dedicated. */
const RURAL_FEEDERS = 24;
const TOWN_FEEDERS = [10, 8] as const;
const PARK_FEEDERS = 5;
/** How far the 110 kV stations leave villages to the smaller ones: factor on their road distance (chosen). */
const RURAL_RELUCTANCE = [1.15, 1.2, 1, 1];

/** Plans feeder after feeder and keeps the count. */
class FeederPlanner {
  readonly feeders: Feeder[] = [];
  readonly trees: readonly PathTree[];
  readonly ground: Ground;

  constructor(ground: Ground) {
    this.ground = ground;
    this.trees = ground.substations.map((s) => shortestPaths(ground.roads, [s.junction]));
  }

  start(station: number, area: FeederArea, besideM: number): Feeder {
    const substation: Substation = this.ground.substations[station]!;
    const taken = substation.busbars.reduce((sum, b) => sum + b.feeders.length, 0);
    const busbar = substation.busbars[taken % substation.busbars.length]!;
    const feeder: Feeder = {
      id: `${this.ground.prefix}-f${String(this.feeders.length + 1).padStart(2, '0')}`,
      name: '',
      area,
      substation,
      busbar,
      besideM,
      nodes: [],
      isWeak: false,
      outletLimitA: 0,
      headKva: { summer: 0, winter: 0 },
    };
    busbar.feeders.push(feeder);
    this.feeders.push(feeder);
    return feeder;
  }

  /** Junctions in an order in which neighbours share their way to a substation. */
  ranked(station: number): (junction: number) => number {
    const { roads, substations } = this.ground;
    const ranks = treeRanks(roads, this.trees[station]!, substations[station]!.junction);
    return (junction) => ranks.get(junction)!;
  }
}

const middle = (s: Settlement): number => s.junctions[s.junctions.length >> 1]![0]!;

/** Overhead lines beside roads: sides by turns, further out with every pair, a metre apart per substation. */
const besideRoad = (slot: number, station: number): number =>
  (6 + 2.5 * Math.floor(slot / 2) + 0.8 * station) * (slot % 2 === 0 ? 1 : -1);

const nearestStation = (planner: FeederPlanner, s: Settlement): number => {
  const far = planner.trees.map((tree, i) => tree.distanceM.get(middle(s))! * RURAL_RELUCTANCE[i]!);
  return far.indexOf(Math.min(...far));
};

const planRural = (planner: FeederPlanner): void => {
  const { roads, settlements } = planner.ground;
  const served = settlements.filter((s) => ['village', 'township', 'works'].includes(s.kind));
  const areas = planner.trees.map((_, i) => served.filter((s) => nearestStation(planner, s) === i));
  const counts = apportion(
    RURAL_FEEDERS,
    areas.map((area) => area.length),
  );
  areas.forEach((area, station) => {
    const rank = planner.ranked(station);
    const ordered = area.toSorted((a, b) => rank(middle(a)) - rank(middle(b)));
    const shares = Array.from({ length: counts[station]! }, () => 1);
    cutByWeight(ordered, (s) => transformerSites(s).length, shares).forEach((run, slot) => {
      const feeder = planner.start(station, 'rural', besideRoad(slot, station));
      const random = planner.ground.random(feeder.id);
      buildOverheadFeeder(roads, planner.trees[station]!, feeder, run.flatMap(transformerSites));
      for (const settlement of run) supplySettlement(roads, settlement, feeder, random);
      supplyRoadside(feeder, random);
      feeder.name = `10kV${run.at(-1)!.name.replace(/[村镇]$/, '')}线`;
    });
  });
};

/** Where ring main units of a town or park stand: corners, regularly. */
const unitSites = (s: Settlement, columns: number, rows: number): number[] =>
  s.junctions.flatMap((column, i) =>
    column.filter((_, j) => i % columns === columns - 1 && j % rows === rows - 1),
  );

const planCables = (
  planner: FeederPlanner,
  station: number,
  sites: readonly number[],
  plan: { readonly area: 'town' | 'park'; readonly count: number },
): void => {
  const { roads } = planner.ground;
  const rank = planner.ranked(station);
  const ordered = sites.toSorted((a, b) => rank(a) - rank(b));
  const shares = Array.from({ length: plan.count }, () => 1);
  cutByWeight(ordered, () => 1, shares).forEach((junctions, slot) => {
    const m = (3 + 0.4 * slot) * (slot % 2 === 0 ? 1 : -1);
    const feeder = planner.start(station, plan.area, m);
    const random = planner.ground.random(feeder.id);
    const first = slot % 3 === 0 ? 'switching-station' : 'rmu';
    buildCableFeeder(roads, planner.trees[station]!, feeder, { junctions, first });
    for (const unit of [...feeder.nodes]) {
      const street = roads.edges[roads.around[unit.junction!]![0]!]!.name ?? '';
      const count = plan.area === 'town' ? random.whole(4, 6) : random.whole(2, 4);
      unit.name = `${street}${unit.id.slice(-3)}${unit.kind === 'rmu' ? '号环网柜' : '号开关站'}`;
      supplyStreets({ roads, feeder, unit, count, random });
    }
    const last = roads.edges[roads.around[junctions.at(-1)!]![0]!]!.name ?? '';
    feeder.name = `10kV${last.replace(/[路街]$/, '')}${slot + 1}线`;
  });
};

/** A feeder for one customer: a cable to its switch room with two large transformers. */
const planDedicated = (planner: FeederPlanner, station: number, junction: number, slot: number): void => {
  const { roads, random } = planner.ground;
  const feeder = planner.start(station, 'dedicated', -2 - slot);
  buildCableFeeder(roads, planner.trees[station]!, feeder, { junctions: [junction], first: 'rmu' });
  const room = feeder.nodes[0]!;
  feeder.name = `10kV专${slot + 1}线`;
  room.name = `${feeder.name}用户环网柜`;
  for (const side of [8, 16]) {
    const at = { x: room.at.x + side, y: room.at.y + 10 };
    mountTransformer(room, { trade: 'factory', at, place: '' }, random(feeder.id));
  }
};

/** Plans all feeders of a county with their nodes and transformers; loads and conductors come later. */
export const planFeeders = (ground: Ground): readonly Feeder[] => {
  const planner = new FeederPlanner(ground);
  const [town, park] = ground.settlements as [Settlement, Settlement];
  const difference = (j: number): number =>
    planner.trees[0]!.distanceM.get(j)! - planner.trees[1]!.distanceM.get(j)!;
  const sites = unitSites(town, 3, 2).sort((a, b) => difference(a) - difference(b));
  const cut = Math.round((sites.length * TOWN_FEEDERS[0]) / (TOWN_FEEDERS[0] + TOWN_FEEDERS[1]));
  planCables(planner, 0, sites.slice(0, cut), { area: 'town', count: TOWN_FEEDERS[0] });
  planCables(planner, 1, sites.slice(cut), { area: 'town', count: TOWN_FEEDERS[1] });
  planCables(planner, 1, unitSites(park, 2, 1), { area: 'park', count: PARK_FEEDERS });
  planRural(planner);
  planDedicated(planner, 0, town.junctions[6]![16]!, 0);
  planDedicated(planner, 1, park.junctions[4]![0]!, 1);
  planDedicated(planner, 1, park.junctions[8]![6]!, 2);
  return planner.feeders;
};
