import type { SupplyRequest } from '../../src/model/demand.ts';
import type { LoadCategory } from '../../src/model/record.ts';
import { requestFor } from '../../test/support/open-rows.ts';
import { seeded } from '../../test/support/random-grid.ts';

/** One class of the published demand mix: how many of 100 demands, and what they are. */
interface Share {
  readonly name: string;
  /** Its name among the figures. */
  readonly key: string;
  readonly ofHundred: number;
  readonly draw: (random: () => number) => {
    demand: Partial<SupplyRequest['demand']>;
    category: LoadCategory;
  };
}

const between = (random: () => number, low: number, high: number): number =>
  Math.round(low + random() * (high - low));

/** 60 % low voltage up to 160 kW, 30 % 200–2,000 kVA, 8 % 2–8 MVA, 2 % with two sources. */
export const MIX: readonly Share[] = [
  {
    name: 'low voltage, to 160 kW',
    key: 'low',
    ofHundred: 60,
    draw: (random) => ({
      demand: { capacityKva: null, equipmentKw: between(random, 3, 160) },
      category: random() < 0.5 ? 'residential' : 'micro-enterprise',
    }),
  },
  {
    name: '200–2,000 kVA',
    key: 'medium',
    ofHundred: 30,
    draw: (random) => ({ demand: { capacityKva: between(random, 200, 2000) }, category: 'commercial' }),
  },
  {
    name: '2–8 MVA',
    key: 'large',
    ofHundred: 8,
    draw: (random) => ({ demand: { capacityKva: between(random, 2000, 8000) }, category: 'industrial' }),
  },
  {
    name: 'two sources',
    key: 'two',
    ofHundred: 2,
    draw: (random) => ({
      demand: { capacityKva: between(random, 400, 4000), loadClass: random() < 0.5 ? 1 : 2 },
      category: 'public-service',
    }),
  },
];

/** A place that demands are drawn around. */
export interface NodePlace {
  readonly id: string;
  readonly lon_deg: number;
  readonly lat_deg: number;
}

/** A drawn demand and the class of the mix it is of. */
export interface Drawn {
  readonly share: string;
  readonly request: SupplyRequest;
}

/** How far from a node demands lie at most, degrees. */
const AROUND = 0.003;

/**
 * Demands of the mix at places around nodes, class by class, seeded.
 *
 * @param around how far from a node at most, degrees.
 */
export function drawMix(nodes: readonly NodePlace[], count: number, seed: number, around = AROUND): Drawn[] {
  const random = seeded(seed);
  return MIX.flatMap(({ name, ofHundred, draw }) =>
    Array.from({ length: Math.round((count * ofHundred) / 100) }, (): Drawn => {
      const { lon_deg, lat_deg } = nodes[Math.floor(random() * nodes.length)]!;
      const { demand, category } = draw(random);
      const request = requestFor({
        site: {
          lon: lon_deg + (random() - 0.5) * 2 * around,
          lat: lat_deg + (random() - 0.5) * 2 * around,
        },
        demand,
        customer: { category, areaType: random() < 0.5 ? 'urban' : 'rural' },
      });
      return { share: name, request };
    }),
  );
}
