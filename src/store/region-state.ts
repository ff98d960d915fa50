import type { RegionState } from '../model/store.ts';
import type { SqlRow } from './db.ts';
import { numberOf, textOf } from './sql-row.ts';

/** Columns of `regions` from which a state is read. */
export const STATE_COLUMNS = 'id, name, data_version, ledger_version, ledger_mark, data_as_of';

/** A region's state from its row. */
export const toRegionState = (row: SqlRow): RegionState => ({
  id: textOf(row, 'id'),
  name: textOf(row, 'name'),
  dataVersion: numberOf(row, 'data_version'),
  ledgerVersion: numberOf(row, 'ledger_version'),
  ledgerMark: textOf(row, 'ledger_mark'),
  dataAsOf: textOf(row, 'data_as_of'),
});
