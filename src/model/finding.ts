/** Something the doctor found in a region's grid. Warnings cost trust; errors take elements out of the answer. */
export interface Finding {
  readonly code:
    | 'closed-loop'
    | 'fed-twice'
    | 'island'
    | 'voltage-mismatch'
    | 'section-without-feeder'
    | 'commitment-nowhere'
    | 'customer-nowhere'
    | 'rating-unknown'
    | 'head-below-its-parts';
  readonly severity: 'error' | 'warning';
  /** What kind of thing the ids name. */
  readonly subject: string;
  readonly ids: readonly string[];
}
