import type { RegionRows, TableName } from '../../src/model/record.ts';
import { commitmentRows } from './commitments.ts';
import { linkSettlements } from './country-roads.ts';
import type { CountyPlan, Ground } from './county-plan.ts';
import { curveRows } from './curves.ts';
import { placeOnEarth } from './earth.ts';
import { feederRows } from './feeder-rows.ts';
import { landRows } from './land-rows.ts';
import { settleLoads } from './loads.ts';
import { lowVoltageRows } from './low-voltage-rows.ts';
import { composeNames } from './names.ts';
import { planFeeders } from './plan-feeders.ts';
import { seededRandom, type Random } from './random.ts';
import { addTracks, classifyLinks } from './road-classes.ts';
import { RoadNetwork } from './road-network.ts';
import { settle } from './settlements.ts';
import { stationRows } from './station-rows.ts';
import { buildSubstations } from './substations.ts';
import { drawTerrain } from './terrain.ts';
import { drawTies } from './ties.ts';

/** Middle of county 0, and how far counties lie apart, degrees: a little more than a county's extent. */
const ORIGIN = { lon: 113.2, lat: 33.97 };
const APART = { lon: 0.18, lat: 0.14 };
/** Counties from west to east before the next row begins; the same for every size. */
const COUNTIES_IN_ROW = 20;

const drawGround = (index: number, random: (part: string) => Random): Ground => {
  const names = composeNames(index, random('names'));
  const terrain = drawTerrain(random('terrain'));
  const roads = new RoadNetwork();
  const settlements = settle(roads, names, terrain, random('settlements'));
  const links = linkSettlements(roads, settlements, terrain, random('links'));
  classifyLinks(roads, settlements, links);
  const prefix = `c${index}`;
  const sites = settlements.filter((s) => s.kind === 'substation');
  const [west, south] = names.townships.map((name) => name.replace(/镇$/, ''));
  const stationNames = ['城关', '产业园', west!, south!];
  const substations = buildSubstations(prefix, sites, stationNames, roads);
  const origin = {
    lon: ORIGIN.lon + APART.lon * (index % COUNTIES_IN_ROW),
    lat: ORIGIN.lat + APART.lat * Math.floor(index / COUNTIES_IN_ROW),
  };
  const place = placeOnEarth(origin);
  return { prefix, names, random, place, terrain, roads, settlements, links, substations };
};

/** Draws county `index` of a province: land, roads, grid and loads. Depends on the seed and the index alone. */
export const drawCounty = (seed: number, index: number): CountyPlan => {
  const ground = drawGround(index, (part) => seededRandom(seed, index, part));
  const feeders = planFeeders(ground);
  const ties = drawTies(ground, feeders);
  settleLoads(feeders, ground.random('loads'));
  const villages = ground.settlements.filter((s) => s.kind === 'village');
  addTracks(ground.roads, villages, ground.terrain, ground.random('tracks'));
  return { ...ground, feeders, ties };
};

/** All rows of a county but the conductor types, which every county shares. */
export const countyRows = (plan: CountyPlan): Omit<RegionRows, 'conductor_types'> => {
  const stations = stationRows(plan);
  const spareBays = new Map<string, number>();
  for (const bay of stations.bays) {
    if (bay.status === 'spare') spareBays.set(bay.node_id, (spareBays.get(bay.node_id) ?? 0) + 1);
  }
  const feeders = feederRows(plan, spareBays);
  return {
    ...stations,
    ...feeders,
    peaks: [...stations.peaks, ...feeders.peaks],
    ...lowVoltageRows(plan),
    generators: [],
    curves: curveRows(plan),
    measurements: [],
    abnormal_periods: [],
    commitments: commitmentRows(plan),
    ...landRows(plan),
  } satisfies Record<Exclude<TableName, 'conductor_types'>, unknown>;
};
