import type { CaseState } from './case-words.ts';

/** Works on the public grid that a plan asks for. */
export interface AskedWork {
  /** `kind/id`. */
  readonly element: string;
  readonly remedy: string;
}

/** What an offer could not give at once on the grid as it is. */
export interface Shortage {
  /** What was asked, kVA; `null` = it was asked in kW only. */
  readonly askedKva: number | null;
  /** Elements that lack the room, `kind/id`, ascending. */
  readonly elements: readonly string[];
  /** Its plans, for less or for later. */
  readonly plans: readonly {
    readonly planId: string;
    /** What it gives before any works, kVA, and in the end. */
    readonly atOnceKva: number;
    readonly suppliesKva: number;
    readonly works: readonly AskedWork[];
    /** Likely cost of what is built on the public grid, yuan. */
    readonly gridYuan: number;
  }[];
}

/** An application whose offer could not give at once what was asked. */
export interface Waiting {
  readonly applicationId: string;
  readonly status: CaseState;
  /** Its receiving point; several applications for one place are one. */
  readonly site: string;
  /** ISO time at which a manager took it up: its place in the queue. */
  readonly acceptedAt: string;
  readonly shortage: Shortage;
  /** Plan that is chosen; `null` = none. */
  readonly planId: string | null;
  /** What its chosen plan gives at once, kVA; 0 = nothing is chosen. */
  readonly hasKva: number;
  /** ISO time at which it was told of room that is still there; `null` = there is none. */
  readonly toldAt: string | null;
}

/** The record of who waits, read by the service for everybody. */
export interface QueueBook {
  /**
   * Applications of a region that were taken up and fell short, in that order: by their chosen plan, else by the newest
   * offer that stands. Those that are connected are among them.
   */
  fallenShort(region: string): Promise<readonly Waiting[]>;
  /** Tells an application of room, with an audit and an event; `false` = it has been told, or is over. */
  tell(region: string, applicationId: string, at: string): Promise<boolean>;
  /** The room of these is gone again. */
  forget(region: string, applicationIds: readonly string[]): Promise<void>;
}
