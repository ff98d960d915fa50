import type { Applicant } from './case-book.ts';
import type { BusinessType, CaseState } from './case-words.ts';
import type { Season } from './record.ts';

/** How much a line carries: a row of the ledger as it is now. */
export interface LineLoad {
  readonly elementId: string;
  readonly ratingKva: number | null;
  readonly peakKva: number | null;
  readonly committedKva: number;
  readonly leftKva: number | null;
  readonly season: Season | null;
  readonly asOf: string | null;
}

/** A row of the weekly table. */
export interface WeeklyRow {
  readonly id: string;
  /** `null` = not for this reader. */
  readonly applicant: Pick<Applicant, 'name' | 'contact'> | null;
  readonly businessType: BusinessType;
  readonly status: CaseState;
  /** `null` = not decided yet. */
  readonly voltageKv: number | null;
  readonly capacityKva: number | null;
  /** Where it is to be connected, and what the line there carries; empty = no plan yet. */
  readonly sources: readonly {
    readonly nodeKind: string;
    readonly nodeId: string;
    readonly load: LineLoad | null;
  }[];
  /** Up for the weekly meeting, with so many of the signatures that it needs. */
  readonly meeting: { readonly signatures: number; readonly needed: number } | null;
}
