import type { Defect, ImportItem } from '../../model/store.ts';
import type { BusGrid } from './bus-grid.ts';
import { gridItems, type LeaveOut } from './grid-items.ts';

/** What a reader that reads everything first gives to the store: the defects of its source, then the rows of its grid. */
// eslint-disable-next-line @typescript-eslint/require-await -- the store reads streams
export async function* itemsOf(
  defects: readonly Defect[],
  grid: BusGrid,
  leaveOut: LeaveOut,
): AsyncGenerator<ImportItem> {
  for (const defect of defects) yield { defect };
  yield* gridItems(grid, leaveOut);
}
