import type { LedgerChange } from '../model/ledger-change.ts';
import type { RegionState, Store } from '../model/store.ts';

/** A ledger's version and the mark that tells it from another one of that version. */
export type LedgerState = Pick<RegionState, 'ledgerVersion' | 'ledgerMark'>;

/**
 * The steps from one state of a region's ledger to another or beyond; `null` where some are not written down, or the
 * ledger is not the one they were taken from: the commitments have to be read.
 */
export async function ledgerSteps(
  store: Pick<Store, 'ledgerChanges'>,
  from: LedgerState,
  to: RegionState,
): Promise<readonly LedgerChange[] | null> {
  const steps = await store.ledgerChanges(to.id, from.ledgerVersion);
  const marks = [from, ...steps].map(({ ledgerMark }) => ledgerMark);
  const isUnbroken = steps.every(
    ({ ledgerVersion, fromMark }, i) => ledgerVersion === from.ledgerVersion + 1 + i && fromMark === marks[i],
  );
  const end = steps.find(({ ledgerVersion }) => ledgerVersion === to.ledgerVersion) ?? from;
  return isUnbroken && end.ledgerVersion === to.ledgerVersion && end.ledgerMark === to.ledgerMark
    ? steps
    : null;
}
