import type { Declined } from './planner.ts';
import type { Place } from './geometry.ts';
import type { ElementKind } from './plan.ts';

/** What is warned of, the gravest first. */
export const WARNING_KINDS = ['over', 'heavy', 'short-margin', 'queue', 'stale-data'] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

/** What would end a warning. */
export interface Relief {
  /** What has to go, or to be added, kVA; `null` = it is not a matter of kVA. */
  readonly kva: number | null;
  /** Feeders that a tie leads to, with what is open there, kVA; the most first. */
  readonly transferTo: readonly { readonly feederId: string; readonly openKva: number }[];
  /** Works that staged plans ask for at the element. */
  readonly works: readonly string[];
}

/** Something of the grid that somebody has to look at. */
export interface Warning {
  readonly kind: WarningKind;
  readonly elementKind: ElementKind;
  readonly elementId: string;
  /** Neutral where a customer owns it; `null` = the record gives none. */
  readonly name: string | null;
  readonly feederId: string | null;
  readonly at: Place | null;
  /** Figures it rests on; `null` = unknown. */
  readonly values: Readonly<Record<string, string | number | null>>;
  readonly relief: Relief;
  /** Rule of the policy. */
  readonly rule: string;
}

/** The limits of warnings, as a policy gives them. */
export interface WarningLimits {
  readonly rule: string;
  /** Less than this share of the limit left = short margin. */
  readonly leastLeftShare: number;
  /** Peak over rating from which an element is heavy, and over. */
  readonly heavyShare: number;
  readonly overShare: number;
  /** Applications that ask for the same works. */
  readonly waitingApplications: number;
}

/** Body of the planner's answer: what the grid itself gives cause for; queues are not its. */
export interface WarningsFound {
  readonly version: number;
  readonly ledgerVersion: number;
  readonly limits: WarningLimits;
  readonly warnings: readonly Warning[];
  /** The elements asked about that are there, by `kind/id`. */
  readonly about: Readonly<Record<string, Pick<Warning, 'name' | 'feederId' | 'at'>>>;
}

/** A warning with the time since when it has stood. */
export interface StandingWarning extends Warning {
  readonly since: string;
  /** ISO time at which it ended; `null` = it stands. */
  readonly endedAt: string | null;
}

/** One look at a region. */
export interface Look {
  readonly region: string;
  readonly version: number;
  readonly ledgerVersion: number;
  readonly at: string;
  readonly warnings: readonly Warning[];
}

/** Keeps looking at what has to be warned of. */
export interface Watching {
  /**
   * Looks at a region, unless it has just been looked at and has not moved since.
   *
   * @returns what the planner declined; `null` = the record of warnings is of now.
   */
  look(region: string, signal?: AbortSignal): Promise<Declined | null>;
  /** How many of each kind stood at the last look, by region. */
  counts(): ReadonlyMap<string, Readonly<Record<WarningKind, number>>>;
}

/** The record of warnings: since when each has stood. Regions are the caller's to check. */
export interface WarningBook {
  /** Begins what is new and ends what is gone; a look at an older state than the last one changes nothing. */
  look(look: Look): Promise<void>;
  /** Those that stand, by kind as in {@link WARNING_KINDS}, then by kind and id of the element. */
  standing(region: string): Promise<readonly StandingWarning[]>;
  /** What began or ended last, the newest first. */
  latest(region: string, limit: number): Promise<readonly StandingWarning[]>;
}
