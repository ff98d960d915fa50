import type { RegionRows } from '../../src/model/record.ts';
import { drawGrid } from '../../test/support/drawn-grid.ts';

/** Region that the clients apply in. */
export const REGION = 'faults';

/** A place that many feeders of one busbar pass, where the main transformer is what fills up first. */
export interface Place {
  readonly feeders: number;
  readonly mainKva: number;
}

const PEAK_KVA = 100;

/** The busbar whose main transformer fills up. */
export const FULL_BUS = 'B';
/** A feeder of another main transformer, too far away to be offered there, and the one of the place it is tied to. */
export const TIED = { feeder: 'G1', to: 'F1', at: [3000, 3400], peakKva: 1500 } as const;

/** A feeder of a third main transformer whose first section fills up soon: further supplies there wait for works. */
export const STAGED = {
  feeder: 'H1',
  section: 'B3-Ph',
  node: 'Ph',
  at: [-3000, 3400],
  peakKva: 100,
} as const;

/**
 * Feeders in all four directions from one busbar, each with poles and a ring main unit with one spare bay. One of them is
 * tied to a feeder of another main transformer, as large: what hangs on the one has supply again over the other. A third
 * main transformer has a feeder whose first section is thin.
 */
export function rowsOf({ feeders, mainKva }: Place): RegionRows {
  const numbers = Array.from({ length: feeders }, (_, i) => i + 1);
  const peaks = numbers.map((i): [string, number] => [`F${i}`, PEAK_KVA]);
  const drawn = drawGrid({
    mv: [
      ...numbers.map((i) => `F${i}: B -${200 + 10 * i}- P${i}a -250- P${i}b -200- R${i}`),
      'G1: B2 -400- Pg',
      'P1b -50!- Pg',
      'H1: B3 -400/60- Ph',
    ],
    mains: { B: { id: 'M1', kva: mainKva }, B2: { id: 'M2', kva: mainKva }, B3: { id: 'M3', kva: mainKva } },
    peaks: {
      ...Object.fromEntries(peaks),
      ...{ M1: PEAK_KVA * feeders, G1: TIED.peakKva, M2: TIED.peakKva },
      ...{ H1: STAGED.peakKva, M3: STAGED.peakKva },
    },
    at: { B2: [3000, 3000], Pg: TIED.at, B3: [-3000, 3000], Ph: STAGED.at },
    spare: Object.fromEntries(numbers.map((i) => [`R${i}`, 1])),
  });
  const busbars = drawn.busbar_sections.map((row) => ({ ...row, rating_a: 8000, fault_level_ka: 12 }));
  return { ...drawn, busbar_sections: busbars };
}
