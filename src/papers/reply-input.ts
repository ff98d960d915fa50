import type { Language } from '../contract/messages/messages.ts';
import type { SupplyPlansAnswer } from '../contract/supply-plans-answer.ts';
import type { Override } from '../model/override.ts';
import type { LetterTerms } from '../policy/letter-terms.ts';

/** What a reply letter says; equal inputs give equal bytes. */
export interface ReplyInput {
  readonly language: Language;
  readonly application: {
    readonly id: string;
    readonly applicant: { readonly name: string; readonly contact: string };
    readonly businessType: 'new' | 'increase' | 'temporary';
    /** As the applicant states it; `null` = that of the answer's site, where it has one. */
    readonly address: string | null;
    /** Number in the company's own system. */
    readonly externalNumber: string | null;
  };
  /** The stored answer of the offer. */
  readonly answer: SupplyPlansAnswer;
  /** The plan that is offered or chosen: one of the answer's plans or counter-offers. */
  readonly planId: string;
  /** Figures of it that staff state otherwise, signed twice. */
  readonly overrides: readonly Override[];
  /** Outer ring of the red line, degrees CGCS2000 (lon, lat); `null` = not known. */
  readonly plot: readonly (readonly [number, number])[] | null;
  /** When the letter is issued, ISO 8601 with zone; also the date of the file. */
  readonly issuedAt: string;
  /** Last day on which the plan stands, `2027-11-28`. */
  readonly validUntil: string;
  readonly terms: LetterTerms;
}

export type ReplyPlan = SupplyPlansAnswer['plans'][number];
