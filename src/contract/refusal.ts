import type { AddressHit } from '../model/store.ts';
import type { IssueCode } from './issue-codes.ts';
import { PROBLEMS, type ProblemCode } from './problems.ts';

/** One fault of a request. */
export interface Issue {
  /** RFC 6901: into the body (`/demand/capacityKva`), or `/query/…`, `/path/…`, `/header/…`. */
  readonly pointer: string;
  readonly code: IssueCode;
  /** What came, cut to 100 characters; `null` when nothing came. */
  readonly received: string | number | boolean | null;
  /** What may come: names, values, or a range in words. */
  readonly allowed: readonly (string | number)[] | string | null;
  /** The name that was probably meant, or the place where longitude and latitude were exchanged. */
  readonly didYouMean?: string;
}

/** Plans as they are now, for the caller's role. */
export interface FreshPlans {
  readonly plans: readonly object[];
  /** Elements whose promises changed, for staff; `null` = not told. */
  readonly movedElementIds: readonly string[] | null;
}

/** The caller's fault: becomes a problem+json. Changes nothing. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly issues: readonly Issue[];
  /** Gazetteer entries to choose from, where an address was not clear. */
  readonly candidates: readonly AddressHit[] | null;

  /** Plans as they are now, where the room of one is gone, and what has changed. */
  readonly now: FreshPlans | null;

  constructor(
    code: ProblemCode,
    issues: readonly Issue[] = [],
    candidates: readonly AddressHit[] | null = null,
    now: FreshPlans | null = null,
  ) {
    super(PROBLEMS[code].title);
    this.code = code;
    this.issues = issues;
    this.candidates = candidates;
    this.now = now;
  }
}
