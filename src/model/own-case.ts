import type { Row } from './record.ts';

/**
 * What the ledger holds of a case that is planned. It is not in its own way: plans are made as if only what is kept were
 * there.
 */
export interface OwnCase {
  /** Everything that counts as the case: of the company's books, by the external number, and of its choice. */
  readonly counted: readonly Row<'commitments'>[];
  /** What of it stays beside the plan. */
  readonly kept: readonly Row<'commitments'>[];
}
