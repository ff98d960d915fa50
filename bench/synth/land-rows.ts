import type { Row } from '../../src/model/record.ts';
import { drawAddresses } from './addresses.ts';
import { drawAreas, railLine, riverLine } from './areas.ts';
import type { CountyPlan } from './county-plan.ts';
import type { Point } from './plane.ts';
import type { RoadEdge } from './road-network.ts';

type LandRows = { [T in 'roads' | 'barriers' | 'areas' | 'addresses']: Row<T>[] };

const flat = (plan: CountyPlan, path: readonly Point[]): number[] =>
  path.map(plan.place).flatMap((p) => [p.lon, p.lat]);

type Surface = Row<'roads'>['surface'];

/** Surfaces by road class, repeated by how common they are (chosen): highways asphalt, tracks bare. */
const SURFACES: Readonly<Record<RoadEdge['class'], readonly Surface[]>> = {
  motorway: ['asphalt'],
  trunk: ['asphalt'],
  primary: ['asphalt'],
  secondary: ['asphalt'],
  tertiary: ['asphalt', 'concrete'],
  residential: ['concrete', 'concrete', 'concrete', 'paving', 'unknown'],
  service: ['concrete', 'asphalt'],
  track: ['soil', 'soil', 'gravel'],
  path: ['soil'],
  'duct-corridor': ['concrete'],
};
/** Streets of the seat, which have names where village lanes have none. */
const NAMED_STREETS: readonly Surface[] = ['asphalt', 'asphalt', 'asphalt', 'asphalt', 'asphalt', 'paving'];

const surfacesOf = (edge: RoadEdge): readonly Surface[] =>
  edge.class === 'residential' && edge.name !== null ? NAMED_STREETS : SURFACES[edge.class];

/** Rows of the land that carries the grid: one road row per piece between junctions. */
export const landRows = (plan: CountyPlan): LandRows => {
  const { prefix, terrain } = plan;
  const random = plan.random('surfaces');
  const bare = plan.names.county.slice(0, 2);
  return {
    roads: plan.roads.edges.map((edge, i) => ({
      id: `${prefix}-r${i + 1}`,
      name: edge.name,
      class: edge.class,
      surface: random.pick(surfacesOf(edge)),
      bridge: edge.bridge,
      tunnel: false,
      path_wkt: flat(plan, edge.path),
    })),
    barriers: [
      { id: `${prefix}-w1`, name: `${bare}河`, kind: 'river', path_wkt: flat(plan, riverLine(terrain)) },
      { id: `${prefix}-w2`, name: `${bare}铁路`, kind: 'railway', path_wkt: flat(plan, railLine(terrain)) },
    ],
    areas: drawAreas(plan).map(({ kind, name, ring }, i) => ({
      id: `${prefix}-a${i + 1}`,
      name,
      kind,
      polygon_wkt: [flat(plan, [...ring, ring[0]!])],
    })),
    addresses: drawAddresses(plan).map(({ text, at }, i) => {
      const { lon, lat } = plan.place(at);
      return { id: `${prefix}-h${i + 1}`, text, lon_deg: lon, lat_deg: lat };
    }),
  };
};
