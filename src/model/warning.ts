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

/** How many of each kind stand. */
export type WarningCounts = Readonly<Record<WarningKind, number>>;

/** All that has to be warned of in a region, as the thread wrote it down: nobody between it and the record reads it. */
export interface WarningsFound {
  readonly ok: true;
  readonly version: number;
  readonly ledgerVersion: number;
  readonly counts: WarningCounts;
  /** JSON lists of {@link Warning}, UTF-8, each of a bounded size; together every warning once. */
  readonly batches: readonly Uint8Array<ArrayBuffer>[];
  readonly phasesMs: Readonly<Record<string, number>>;
}

/** A warning with the time since when it has stood. */
export interface StandingWarning extends Warning {
  readonly since: string;
  /** ISO time at which it ended; `null` = it stands. */
  readonly endedAt: string | null;
}

/** What a look at a region was made on. */
export interface LookState {
  readonly version: number;
  readonly ledgerVersion: number;
  /** All else that it rests on: day, works asked for, policy, program. */
  readonly rests: string;
}

/** One look at a region. */
export interface Look extends LookState {
  readonly region: string;
  readonly at: string;
  readonly counts: WarningCounts;
  /** As in {@link WarningsFound}; read once, one after the other. */
  readonly batches: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Which of the warnings that stand are read. */
export interface WarningsWanted {
  /** Left out = all. */
  readonly kinds?: readonly WarningKind[] | undefined;
  /** Only what hangs on this feeder. */
  readonly feeder?: string | undefined;
  /** Leave out so many of the first, and give so many; left out = all. */
  readonly page?: { readonly start: number; readonly size: number };
}

/** The record of warnings: since when each has stood. Regions are the caller's to check. */
export interface WarningBook {
  /**
   * Begins what is new and ends what is gone, all at once; a look at an older state than the last one changes nothing, nor
   * does one that rests on the same.
   */
  look(look: Look): Promise<void>;
  /** The last look at a region, by whichever process; `null` = there was none that says what it rested on. */
  lastLook(region: string): Promise<(LookState & { readonly counts: WarningCounts }) | null>;
  /** Those that stand, by kind as in {@link WARNING_KINDS}, then by kind and id of the element. */
  standing(
    region: string,
    wanted?: WarningsWanted,
  ): Promise<{
    /** How often looks have changed anything in the region. */
    readonly changes: number;
    readonly warnings: readonly StandingWarning[];
  }>;
  /** What began or ended last, the newest first. */
  latest(region: string, limit: number): Promise<readonly StandingWarning[]>;
}
