import type { TransferOptions } from '../../src/electric/transfer/problem.ts';
import type { RegionRows } from '../../src/model/record.ts';
import { transferGrid, wiringOf } from '../../src/search/transfer-grid.ts';
import { contextOf } from './open-rows.ts';

/** Nobody new, voltages never in the way, every live place may receive. */
export const ANYWHERE: TransferOptions = {
  extra: null,
  voltageOk: () => true,
  mayReceive: () => true,
  knownOnly: false,
};

/** Rows ready for switching, with names for indices. */
export function openTransfer(rows: RegionRows) {
  const { headroom } = contextOf(rows);
  const { snapshot } = headroom;
  const elementOf = (id: string, kind?: string): number => {
    const found = snapshot
      .findElements(id)
      .find((e) => kind === undefined || snapshot.elementKind(e) === kind);
    if (found === undefined) throw new Error(`no element ${id}`);
    return found;
  };
  return { headroom, snapshot, grid: transferGrid(headroom, wiringOf(headroom)), elementOf };
}
