import type { ImportItem } from '../../model/store.ts';
import { checkRow, keyOf } from '../check-row.ts';
import { branchRows } from './branch-rows.ts';
import type { BusGrid } from './bus-grid.ts';
import { busRows } from './bus-rows.ts';
import type { Found } from './found.ts';
import { injectionRows } from './injection-rows.ts';
import { stationRows } from './station-rows.ts';
import { surveyOf } from './survey.ts';
import { transformerRows } from './transformer-rows.ts';
import { unsupportedFlaws } from './unsupported-flaws.ts';

/** Told what of a file does not come into the record on purpose, one call an element. */
export type LeaveOut = (what: string) => void;

function* toItems(stem: string, found: Exclude<Found, { leftOut: string }>): Generator<ImportItem> {
  const { at } = found.of;
  if ('flaw' in found) {
    yield { defect: { ...at, ...found.flaw } };
    return;
  }
  const { table, file, line } = { ...at, table: found.table };
  const flaws = checkRow(found);
  for (const { field, flaw } of flaws) {
    yield { defect: { file, line, table, id: keyOf(found), field, ...flaw } };
  }
  // Each row was made for its table.
  if (flaws.length === 0) yield { staged: { table, row: found.row, origin: stem, file, line } };
}

/**
 * Rows and defects of a network of buses and branches, with its substations and feeders found (`findStations`,
 * `traceFeeders`).
 *
 * @cost O(n) in the elements.
 */
export function* gridItems(grid: BusGrid, leaveOut: LeaveOut): Generator<ImportItem> {
  const survey = surveyOf(grid);
  const parts = [stationRows, busRows, branchRows, transformerRows, injectionRows, unsupportedFlaws];
  for (const part of parts) {
    for (const found of part(survey)) {
      if ('leftOut' in found) leaveOut(found.leftOut);
      else yield* toItems(grid.stem, found);
    }
  }
}
