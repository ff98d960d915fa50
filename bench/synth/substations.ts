import { CABLE } from './equipment.ts';
import type { Busbar, LineNode, Substation } from './feeder.ts';
import { plus } from './plane.ts';
import type { RoadNetwork } from './road-network.ts';
import type { Settlement } from './street-grid.ts';

/** Main transformers, each with its busbar section, of the four substations in the order they are settled in. */
const PLANS = [
  { kv: 110, transformers: 2 },
  { kv: 110, transformers: 3 },
  { kv: 35, transformers: 2 },
  { kv: 35, transformers: 2 },
] as const;

const buildBusbar = (id: string, site: Settlement, index: number): Busbar => {
  const node: LineNode = {
    id: `${id}-b${index + 1}-n`,
    kind: 'busbar',
    name: null,
    at: plus(site.centre, { x: 14 * index - 14, y: 0 }),
    parent: null,
    path: [],
    laying: 'cable',
    conductor: CABLE[3],
    junction: null,
    transformers: [],
  };
  return {
    id: `${id}-b${index + 1}`,
    name: `10kV ${['I', 'II', 'III'][index]!}段母线`,
    transformerId: `${id}-t${index + 1}`,
    node,
    feeders: [],
  };
};

/** Builds the substations on their sites. Names follow the place: the seat, the park, the two townships. */
export const buildSubstations = (
  prefix: string,
  sites: readonly Settlement[],
  names: readonly string[],
  roads: RoadNetwork,
): readonly Substation[] =>
  PLANS.map(({ kv, transformers }, i) => {
    const site = sites[i]!;
    const id = `${prefix}-s${i + 1}`;
    const junction = site.junctions[0]![0]!;
    const busbars = Array.from({ length: transformers }, (_, j) => buildBusbar(id, site, j));
    return { id, name: `${kv}kV${names[i]!}变`, kv, at: roads.junctions[junction]!, junction, busbars };
  });
