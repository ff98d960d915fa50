import type { Row } from './record.ts';

/** What one step of a region's ledger did to one case: its commitments before and after. */
export interface LedgerChange {
  /** The version the ledger has with it; changes follow each other without a gap. */
  readonly ledgerVersion: number;
  /** Mark of the ledger before it and with it, see `RegionState`. */
  readonly fromMark: string;
  readonly ledgerMark: string;
  /** Every commitment of the case before the change: those of one external number belong to one case. */
  readonly before: readonly Row<'commitments'>[];
  readonly after: readonly Row<'commitments'>[];
}
