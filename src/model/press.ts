import type { BusinessType } from './case-words.ts';
import type { Rings } from './geometry.ts';
import type { IsoWeek } from './iso-week.ts';
import type { Override } from './override.ts';
import type { PublicationFileAsk, PublicationForm } from './publication-file.ts';
import type { WeeklyRow } from './weekly.ts';

/** What a reply letter is to be made of. */
export interface LetterAsk {
  readonly language: 'zh' | 'en';
  readonly region: string;
  readonly application: {
    readonly id: string;
    readonly applicant: { readonly name: string; readonly contact: string };
    readonly businessType: BusinessType;
    readonly address: string | null;
    readonly externalNumber: string | null;
  };
  /** The stored answer of the offer, JSON, and one of its plans. */
  readonly answer: string;
  readonly planId: string;
  /** Figures of the plan that staff state otherwise, and that count. */
  readonly overrides: readonly Override[];
  readonly plot: Rings | null;
  /** ISO time, and the last day on which the plan stands. */
  readonly issuedAt: string;
  readonly validUntil: string;
}

/** What a weekly table is to be made of; its rows in their order. */
export interface WeeklyAsk {
  readonly language: 'zh' | 'en';
  readonly week: IsoWeek;
  readonly rows: readonly WeeklyRow[];
}

/** Makes papers. Equal asks give equal bytes. */
export interface Press {
  /** A reply letter as PDF. @throws Error where the answer has no such plan. */
  replyLetter(ask: LetterAsk): Promise<Uint8Array>;
  /** The table of the weekly meeting as XLSX. */
  weeklyTable(ask: WeeklyAsk): Promise<Uint8Array>;
  /** A published month as a file. */
  publicationFile(form: PublicationForm, ask: PublicationFileAsk): Promise<Uint8Array>;
}
