import type { CountyPlan } from './county-plan.ts';
import { between, direction, distance, plus, step, type Point } from './plane.ts';
import type { Settlement } from './street-grid.ts';

interface Address {
  readonly text: string;
  readonly at: Point;
}

/** Doors stand this far from the street's centre line, m. */
const DOOR_M = 11;
/** One address for about so many metres of a street, on each side. */
const TOWN_FRONT_M = 46;
const PARK_FRONT_M = 95;
const VILLAGE_FRONT_M = 42;

/**
 * House numbers along one street: odd on the left and even on the right of its direction, rising along it.
 *
 * @param line The street's junctions in order.
 */
const numberHouses = (line: readonly Point[], frontM: number, prefix: string): Address[] => {
  const found: Address[] = [];
  let house = 0;
  line.slice(1).forEach((end, i) => {
    const start = line[i]!;
    const count = Math.floor((distance(start, end) - 20) / frontM);
    for (let k = 0; k < count; k++) {
      const on = between(start, end, (k + 0.5) / count);
      for (const [side, number] of [
        [1, 2 * house + 1],
        [-1, 2 * house + 2],
      ] as const) {
        const at = plus(on, step(direction(start, end), 0, side * DOOR_M));
        found.push({ text: `${prefix}${number}号`, at });
      }
      house++;
    }
  });
  return found;
};

const rowsOf = (plan: CountyPlan, s: Settlement): Point[][] =>
  s.junctions[0]!.map((_, j) => s.junctions.map((column) => plan.roads.junctions[column[j]!]!));

const columnsOf = (plan: CountyPlan, s: Settlement): Point[][] =>
  s.junctions.map((column) => column.map((j) => plan.roads.junctions[j]!));

/** The township a village belongs to: the nearest one, or the seat. */
const townshipOf = (plan: CountyPlan, village: Settlement): string => {
  const seats = plan.settlements.filter((s) => s.kind === 'town' || s.kind === 'township');
  const far = (s: Settlement): number => distance(s.centre, village.centre) - s.radiusM;
  return seats.reduce((best, s) => (far(s) < far(best) ? s : best)).name;
};

/** The county's gazetteer: streets of the seat and the park, groups (组) of villages by their lanes. */
export const drawAddresses = (plan: CountyPlan): readonly Address[] => {
  const { county, streets, avenues, parkRoads } = plan.names;
  const [town, park] = plan.settlements as [Settlement, Settlement];
  const seat = `${county}${town.name}`;
  const named = (lines: Point[][], names: readonly string[], prefix: string, frontM: number): Address[] =>
    lines.flatMap((line, i) => numberHouses(line, frontM, `${prefix}${names[i]!}`));
  const rural = plan.settlements.filter((s) => s.kind === 'village' || s.kind === 'township');
  return [
    ...named(rowsOf(plan, town), streets, seat, TOWN_FRONT_M),
    ...named(columnsOf(plan, town), avenues, seat, TOWN_FRONT_M),
    ...named(rowsOf(plan, park), parkRoads, `${county}${park.name}`, PARK_FRONT_M),
    ...rural.flatMap((s) =>
      rowsOf(plan, s).flatMap((line, i) => {
        const place = s.kind === 'village' ? `${townshipOf(plan, s)}${s.name}` : `${s.name}街道`;
        return numberHouses(line, VILLAGE_FRONT_M, `${county}${place}${i + 1}组`);
      }),
    ),
  ];
};
