import { BARRIER_KINDS, ROAD_CLASSES, SURFACES } from './land-words.ts';

/** What a stretch of a route lies in: a road, a duct corridor, or open ground between a road and a place. */
const GROUND_CLASSES = [...ROAD_CLASSES, 'off-road'] as const;
const STRUCTURES = ['earth', 'bridge', 'tunnel'] as const;

export interface Ground {
  readonly class: (typeof GROUND_CLASSES)[number];
  readonly surface: (typeof SURFACES)[number];
  readonly structure: (typeof STRUCTURES)[number];
}

/** Roads wide enough to have two sides: a route that changes sides crosses them. */
export const MAJOR_ROADS = ['motorway', 'trunk', 'primary', 'secondary'] as const;

/** What a route crosses at a price of its own. Each bank of a water area counts half. */
export const CROSSING_KINDS = [...BARRIER_KINDS, 'water', ...MAJOR_ROADS] as const;
export type CrossingKind = (typeof CROSSING_KINDS)[number];

/** Number of different grounds; codes run from 0. */
export const GROUND_COUNT = GROUND_CLASSES.length * SURFACES.length * STRUCTURES.length;

/** A ground as one byte: the index into tables of prices. */
export const groundCode = (ground: Ground): number =>
  (GROUND_CLASSES.indexOf(ground.class) * SURFACES.length + SURFACES.indexOf(ground.surface)) *
    STRUCTURES.length +
  STRUCTURES.indexOf(ground.structure);

/** The ground of a code. */
export function groundOf(code: number): Ground {
  const surface = Math.floor(code / STRUCTURES.length);
  return {
    class: GROUND_CLASSES[Math.floor(surface / SURFACES.length)] ?? 'off-road',
    surface: SURFACES[surface % SURFACES.length] ?? 'unknown',
    structure: STRUCTURES[code % STRUCTURES.length] ?? 'earth',
  };
}

/** Open ground. */
export const OFF_ROAD = groundCode({ class: 'off-road', surface: 'soil', structure: 'earth' });
