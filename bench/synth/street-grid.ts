import type { Row } from '../../src/model/record.ts';
import { distance, turned, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { RoadNetwork } from './road-network.ts';

type SettlementKind = 'town' | 'township' | 'village' | 'park' | 'works' | 'substation';

/** A place where people live or work, with its own grid of streets. */
export interface Settlement {
  readonly kind: SettlementKind;
  readonly name: string;
  readonly centre: Point;
  /** Distance from the centre to the outermost junction, m. */
  readonly radiusM: number;
  /** Junctions by column, then row. */
  readonly junctions: readonly (readonly number[])[];
  readonly edges: readonly number[];
}

/** A line of the grid: the `index`-th column (running north) or row (running east). */
export interface Street {
  readonly class: Row<'roads'>['class'];
  readonly name: string | null;
}

export interface GridPlan {
  readonly kind: SettlementKind;
  readonly name: string;
  readonly centre: Point;
  readonly columns: number;
  readonly rows: number;
  /** Least and greatest distance between neighbouring streets, m. */
  readonly pitchM: readonly [number, number];
  /** Turn of the whole grid, radians. */
  readonly angle: number;
  /** Share of residential column pieces left out; rows and the first column stay whole: the grid stays connected. */
  readonly missing: number;
  street(axis: 'column' | 'row', index: number): Street;
}

/** Positions of `count` parallel streets, m, centred on 0. */
const spread = (count: number, pitchM: readonly [number, number], random: Random): number[] => {
  const positions = [0];
  for (let i = 1; i < count; i++) positions.push(positions[i - 1]! + random.between(...pitchM));
  const middle = positions.at(-1)! / 2;
  return positions.map((p) => p - middle);
};

/** Draws a settlement's streets into the road network. */
export const buildStreetGrid = (roads: RoadNetwork, plan: GridPlan, random: Random): Settlement => {
  const { centre, angle } = plan;
  const ys = spread(plan.rows, plan.pitchM, random);
  const junctions = spread(plan.columns, plan.pitchM, random).map((x) =>
    ys.map((y) => roads.addJunction(turned({ x: centre.x + x, y: centre.y + y }, centre, angle))),
  );
  const edges: number[] = [];
  junctions.forEach((column, i) => {
    column.forEach((junction, j) => {
      const east = junctions[i + 1]?.[j];
      const north = column[j + 1];
      if (east !== undefined) edges.push(roads.addEdge([junction, east], plan.street('row', j)));
      const street = plan.street('column', i);
      const kept = i === 0 || street.class !== 'residential' || !random.chance(plan.missing);
      if (north !== undefined && kept) edges.push(roads.addEdge([junction, north], street));
    });
  });
  const radiusM = Math.max(...junctions.flat().map((j) => distance(centre, roads.junctions[j]!)));
  return { kind: plan.kind, name: plan.name, centre, radiusM, junctions, edges };
};
