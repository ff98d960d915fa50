import type { Names } from './names.ts';
import type { Link } from './country-roads.ts';
import type { Feeder, Substation, Tie } from './feeder.ts';
import type { Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';
import type { Settlement } from './street-grid.ts';
import type { Terrain } from './terrain.ts';
import type { Place } from '../../src/model/geometry.ts';

/** A county while it is being drawn. */
export interface CountyPlan {
  /** `c0` for county 0; every id begins with it. */
  readonly prefix: string;
  readonly names: Names;
  /** A stream of random numbers of its own for each part of the work. */
  readonly random: (part: string) => Random;
  readonly place: (p: Point) => Place;
  readonly terrain: Terrain;
  readonly roads: RoadNetwork;
  readonly settlements: readonly Settlement[];
  readonly links: readonly Link[];
  readonly substations: readonly Substation[];
  readonly feeders: readonly Feeder[];
  readonly ties: readonly Tie[];
}

/** What feeders are planned on. */
export type Ground = Omit<CountyPlan, 'feeders' | 'ties'>;
