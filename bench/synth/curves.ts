import type { Row } from '../../src/model/record.ts';
import type { CountyPlan } from './county-plan.ts';
import type { Feeder, FeederArea } from './feeder.ts';
import { tenths } from './peaks.ts';

/** One feeder in so many has a meter that keeps the course of the day (chosen). */
const ONE_IN = 5;

/** Load hour by hour over its largest, on the day of the peak (shapes chosen: evenings at home, shifts in the park). */
const HOMES = {
  summer: [62, 56, 52, 50, 49, 51, 55, 60, 63, 66, 70, 76, 81, 82, 80, 78, 79, 83, 89, 95, 100, 99, 87, 72],
  winter: [48, 44, 42, 41, 42, 48, 60, 68, 66, 64, 63, 66, 67, 63, 61, 63, 72, 88, 100, 97, 91, 82, 68, 55],
} as const;
const SHIFTS = {
  summer: [45, 44, 43, 43, 44, 48, 58, 76, 90, 96, 98, 92, 86, 94, 100, 99, 95, 86, 74, 66, 61, 57, 52, 48],
  winter: [44, 43, 42, 42, 43, 47, 58, 78, 93, 100, 99, 90, 84, 93, 97, 95, 92, 82, 72, 64, 59, 55, 50, 46],
} as const;

const SHAPES: Readonly<Record<FeederArea, typeof HOMES | typeof SHIFTS>> = {
  ...{ rural: HOMES, town: HOMES },
  ...{ park: SHIFTS, dedicated: SHIFTS },
};

const courseOf = (feeder: Feeder, season: 'summer' | 'winter'): Row<'curves'>[] =>
  SHAPES[feeder.area][season].map((percent, point, { length: points }) => ({
    ...{ element_kind: 'feeder', element_id: feeder.id, season, points, point },
    kva: tenths((feeder.headKva[season] * percent) / 100),
  }));

/** The course of the peak day at the heads of some feeders, both seasons; its largest point is the metered peak. */
export const curveRows = ({ feeders }: CountyPlan): Row<'curves'>[] =>
  feeders
    .filter((_, i) => i % ONE_IN === 0)
    .flatMap((feeder) => [...courseOf(feeder, 'summer'), ...courseOf(feeder, 'winter')]);
