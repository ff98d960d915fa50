import type { Place } from './geometry.ts';
import type { Because } from './plan.ts';
import type { RegionState } from './store.ts';

/**
 * Something the snapshot's build could not use, or had to guess: notes of the build, kept in the snapshot's meta.
 * Warnings cost trust; errors take elements out of the answer. What people are told is a {@link Finding}.
 */
export interface BuildNote {
  readonly code:
    | 'closed-loop'
    | 'fed-twice'
    | 'island'
    | 'voltage-mismatch'
    | 'section-without-feeder'
    | 'commitment-nowhere'
    | 'customer-nowhere'
    | 'rating-unknown';
  readonly severity: 'error' | 'warning';
  /** What kind of thing the ids name. */
  readonly subject: string;
  readonly ids: readonly string[];
}

/** Classes of findings of the doctor. */
export const FINDING_CODES = [
  'closed-loop',
  'dangling-end',
  'duplicate-id',
  'fed-twice',
  'feeder-mismatch',
  'implausible-figure',
  'island',
  'length-mismatch',
  'missing-reference',
  'missing-tie',
  'no-coordinates',
  'path-off-ends',
  'planar-coordinates',
  'section-without-feeder',
  'similar-ids',
  'swapped-axes',
  'transformer-upside-down',
  'voltage-mismatch',
  'wrong-datum',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `error`: elements are left out of answers, or stand at a wrong place. `warning`: a figure is in doubt. `info`: worth a look. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A sentence as data: a key of the message catalogue and its values. */
type Sentence = Pick<Because, 'key' | 'values'>;

/** What the doctor found in the record of a region. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What kind of thing the ids name: a kind of element, or a table where places of a whole table are meant. */
  readonly subject: string;
  /** Elements at fault, the first ones where there are many; the sentence tells how many. */
  readonly ids: readonly string[];
  /** Where on the map; `null` where the coordinates themselves are what is wrong. */
  readonly at: Place | null;
  readonly because: Sentence;
  /** What would probably mend it. */
  readonly suggestion: Sentence | null;
}

/** Findings about one state of a region's record: errors first, then by code and ids. */
export interface Examination {
  readonly state: RegionState;
  readonly findings: readonly Finding[];
}

/** Examines what the record holds now. */
export interface Doctor {
  /** `null` when there is no such region. Rejects with a `StoreFault` when the database fails. */
  examine(region: string): Promise<Examination | null>;
}
