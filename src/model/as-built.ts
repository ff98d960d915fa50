import type { CaseScope } from './case-book.ts';
import type { Fen } from './money.ts';

/** A connected case: what was estimated and what came of it. */
export interface AsBuilt {
  readonly planKind: string;
  /** What the plan supplies, kVA; `null` = not written down. */
  readonly suppliesKva: number | null;
  readonly estimate: { readonly lowFen: Fen; readonly likelyFen: Fen; readonly highFen: Fen } | null;
  readonly finalFen: Fen | null;
  readonly measuredKva: number | null;
}

export interface AsBuiltFilter {
  readonly region: string;
  /** ISO days of connection, inclusive; `null` = without bound. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The record of what was built; it knows no customers. */
export interface AsBuiltBook {
  list(scope: CaseScope, filter: AsBuiltFilter): Promise<readonly AsBuilt[]>;
}
