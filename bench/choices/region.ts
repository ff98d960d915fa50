import type { RegionRows } from '../../src/model/record.ts';
import { drawGrid, placeAt } from '../../test/support/drawn-grid.ts';

/** Region that the clients apply in. */
export const REGION = 'choices';

const APART_M = 5_000;
const PEAK_KVA = 100;
const MAIN_KVA = 92_000;

/** How the choices lean on the grid: each client's on a main transformer of its own, or all on one. */
export type Leaning = 'spread' | 'contended';

const northOf = (client: number, leaning: Leaning): number => (leaning === 'spread' ? client * APART_M : 0);

/** Where a client applies, at the feeder that is its own. */
export const placeOf = (client: number, leaning: Leaning): { lon: number; lat: number } =>
  placeAt([210 + 10 * client, northOf(client, leaning) + 20]);

/** A feeder for each client, on busbars five kilometres apart or all on one. */
export function rowsOf(clients: number, leaning: Leaning): RegionRows {
  const numbers = Array.from({ length: clients }, (_, i) => i);
  const busbar = (i: number): string => (leaning === 'spread' ? `B${i}` : 'B0');
  const mains = new Map(numbers.map((i) => [busbar(i), { id: `M${busbar(i)}`, kva: MAIN_KVA }]));
  const drawn = drawGrid({
    mv: numbers.map((i) => `F${i}: ${busbar(i)} -${200 + 10 * i}- P${i}a -250- P${i}b`),
    mains: Object.fromEntries(mains),
    peaks: Object.fromEntries(numbers.map((i): [string, number] => [`F${i}`, PEAK_KVA])),
    at: Object.fromEntries(numbers.map((i) => [busbar(i), [0, northOf(i, leaning)] as const])),
  });
  return {
    ...drawn,
    busbar_sections: drawn.busbar_sections.map((row) => ({ ...row, rating_a: 8000, fault_level_ka: 12 })),
  };
}
