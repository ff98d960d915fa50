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

/** Feeders in all four directions from one busbar, each with poles and a ring main unit with one spare bay. */
export function rowsOf({ feeders, mainKva }: Place): RegionRows {
  const numbers = Array.from({ length: feeders }, (_, i) => i + 1);
  const peaks = numbers.map((i): [string, number] => [`F${i}`, PEAK_KVA]);
  const drawn = drawGrid({
    mv: numbers.map((i) => `F${i}: B -${200 + 10 * i}- P${i}a -250- P${i}b -200- R${i}`),
    mains: { B: { id: 'M1', kva: mainKva } },
    peaks: { ...Object.fromEntries(peaks), M1: PEAK_KVA * feeders },
    spare: Object.fromEntries(numbers.map((i) => [`R${i}`, 1])),
  });
  const busbars = drawn.busbar_sections.map((row) => ({ ...row, rating_a: 8000, fault_level_ka: 12 }));
  return { ...drawn, busbar_sections: busbars };
}
