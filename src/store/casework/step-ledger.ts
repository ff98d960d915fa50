import type { LedgerChange } from '../../model/ledger-change.ts';
import type { Row } from '../../model/record.ts';
import type { Queries } from '../db.ts';
import { changeCommitment } from '../ledger-changes.ts';

/** A step of a region's ledger. */
export interface LedgerStep {
  readonly region: string;
  readonly change: LedgerChange;
}

/** Statements of one transaction of casework, with the steps of the ledger it has made so far. */
export interface CaseQueries extends Queries {
  readonly steps: LedgerStep[];
  /** What is to be sent with the commit, in this order. */
  readonly last: ((on: Queries) => Promise<unknown>)[];
}

/** Puts or takes away one commitment; see {@link changeCommitment}. */
export const stepLedger = async (
  on: CaseQueries,
  region: string,
  id: string,
  after: Row<'commitments'> | null,
): Promise<LedgerChange> => {
  const change = await changeCommitment(on, region, id, after);
  on.steps.push({ region, change });
  return change;
};
