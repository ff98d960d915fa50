import { branchRows } from './branch-rows.ts';
import { busRows } from './bus-rows.ts';
import { feederPeaks } from './feeder-peaks.ts';
import type { Feeder } from './feeder.ts';
import type { Found } from './found.ts';
import { loadRows } from './load-rows.ts';
import { transformerRows } from './transformer-rows.ts';

/** All rows of a feeder, and what kept elements from becoming one; values are not yet held against the columns. */
export function* feederRows(feeder: Feeder): Generator<Found> {
  yield* busRows(feeder);
  yield* branchRows(feeder);
  yield* transformerRows(feeder);
  yield* loadRows(feeder);
  for (const row of feederPeaks(feeder)) yield { table: 'peaks', row };
}
