import type { Declined } from '../model/planner.ts';

/** Why a step with an application is not taken. */
export type CaseRefusalCode =
  | 'application-not-found'
  | 'offer-not-found'
  | 'external-number-taken'
  | 'version-mismatch'
  | 'wrong-state'
  | 'owner-not-allowed'
  | 'facts-not-stated'
  | 'fact-overruled'
  | 'place-not-known'
  | 'business-type'
  | 'asked-too-often'
  | 'offer-lapsed'
  | 'plan-not-in-offer'
  | 'override-not-found'
  | 'signed-already'
  | 'figure-not-there'
  | 'line-not-there'
  | 'plan-not-choosable'
  | 'reason-required'
  | 'figures-unknown'
  | 'review-missing'
  | 'second-person'
  | 'day-not-reached'
  | 'clock-not-running'
  | 'clock-not-paused'
  | 'pause-not-allowed'
  | 'key-reused'
  | 'too-many-rows'
  | 'room-gone'
  | 'not-ready';

interface Details {
  readonly received?: string | number | null;
  readonly allowed?: readonly (string | number)[] | string | null;
  /** Plans as they are now, the planner's answer. */
  readonly fresh?: string;
  /** Elements whose promises have changed since the offer. */
  readonly moved?: readonly string[];
}

/** The caller's step is not possible; nothing has changed. */
export class CaseRefusal extends Error {
  override readonly name = 'CaseRefusal';
  readonly code: CaseRefusalCode;
  readonly details: Details;

  constructor(code: CaseRefusalCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The planner declined what an application asks for. */
export class PlanDeclined extends Error {
  override readonly name = 'PlanDeclined';
  readonly declined: Declined;

  constructor(declined: Declined) {
    super(declined.code);
    this.declined = declined;
  }
}
