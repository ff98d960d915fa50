import type { CaseScope } from './case-book.ts';
import type { Row } from './record.ts';
import type { Role } from './role.ts';

/** A row of an upload that cannot be screened: what is wrong with which column. */
export interface SiteDefect {
  /** Column of a table, property of a feature; `null` = the row itself. */
  readonly column: string | null;
  readonly code: string;
  readonly received: string | number | boolean | null;
  readonly allowed: readonly (string | number)[] | string | null;
}

/** One row of an upload, in its order: the body of a request for plans, or why there is none. */
export type ScreeningSite = {
  /** Line of the table, the header being 1; number of the feature, from 1. */
  readonly line: number;
  readonly id: string;
} & ({ readonly body: unknown } | { readonly defects: readonly SiteDefect[] });

/** How an upload of sites is written. */
export type SiteFormat = 'csv' | 'geojson';

/** A row of an upload as it stands there. */
export interface SiteRecord {
  /** As of {@link ScreeningSite}. */
  readonly line: number;
  /** By name of column or property, the place as `lon` and `lat`; cells of a table are text, empty ones left out. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** What is wrong with the row as a whole. */
  readonly flaw: SiteDefect | null;
}

/** Rows of an upload as a stream. @throws UnreadableSites */
export type ReadSites = (bytes: AsyncIterable<Buffer>, format: SiteFormat) => AsyncIterable<SiteRecord>;

/** An upload that is no such file; nothing of it is taken in. */
export class UnreadableSites extends Error {
  override readonly name = 'UnreadableSites';
  /** Place within it (`line 12`); `null` = the whole. */
  readonly where: string | null;

  constructor(where: string | null, message: string) {
    super(message);
    this.where = where;
  }
}

/** What holds for every site of a screening. */
export interface ScreeningTerms {
  /** Policy pack, the same for every worker however long it takes. */
  readonly policy: string;
  /** ISO day for which rules and schedules are computed. */
  readonly asOf: string;
  /** Who states the facts of the sites. */
  readonly statedBy: Role;
  /** Earlier sites count against later ones, as if the plan of each were chosen before the next is looked at. */
  readonly isJoint: boolean;
}

/** What a thread is asked: some sites of one region, one after the other. */
export interface ScreenAsk {
  readonly region: string;
  readonly terms: ScreeningTerms;
  /** JSON: a list of {@link ScreeningSite}. */
  readonly sites: string;
}

/** What a thread is asked of a joint screening: its next part. */
export interface JointAsk extends ScreenAsk {
  readonly screeningId: string;
  readonly part: number;
  /** The thread counts what all parts before this one hold; 0 = nothing yet. */
  readonly from: number;
  /** What the parts from there on hold, each JSON as in {@link JointAnswer}. */
  readonly earlier: readonly string[];
}

/** What a plan takes of the grid in the eyes of later sites. */
export type ScreenedHold = Row<'commitments'>;

/** Body of the answer to a {@link JointAsk}. */
export interface JointAnswer {
  readonly rows: readonly ScreenedSite[];
  /** Of each site that holds something, in their order. */
  readonly holds: readonly (readonly ScreenedHold[])[];
}

/** What became of a site. */
export const OUTCOMES = ['fits', 'staged', 'referral', 'none', 'refused', 'fault', 'not-screened'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The result of one site. Costs are yuan with two decimals; `null` = there is none, or it is not known. */
export interface ScreenedSite {
  readonly line: number;
  readonly id: string;
  /** WGS 84. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly outcome: Outcome;
  /** Why it is not a plan for what was asked, as a code. */
  readonly reason: string | null;
  /** Of a refused row: column, what was received and what is allowed. */
  readonly detail: string | null;
  /** How many plans there are. */
  readonly plans: number | null;
  /** Rank of the plan that the rest of the row is about: the first that gives at once what was asked, else the first. */
  readonly rank: number | null;
  readonly planId: string | null;
  readonly kind: string | null;
  readonly suppliesKva: number | null;
  /** The largest that could be had at once, where what was asked cannot, kVA. */
  readonly counterKva: number | null;
  readonly grade: string | null;
  readonly feederId: string | null;
  readonly substationId: string | null;
  readonly nodeId: string | null;
  readonly nodeKind: string | null;
  readonly distanceM: number | null;
  readonly routeM: number | null;
  readonly lowYuan: number | null;
  readonly likelyYuan: number | null;
  readonly highYuan: number | null;
  readonly utilityYuan: number | null;
  readonly governmentYuan: number | null;
  readonly customerYuan: number | null;
  readonly sharedYuan: number | null;
  readonly undecidedYuan: number | null;
  readonly totalCalendarDays: number | null;
  readonly bindingElementId: string | null;
  /** Left on the binding element with the site connected, kVA. */
  readonly leftKva: number | null;
  readonly minVoltagePu: number | null;
  readonly maxLoadingPercent: number | null;
  /** The state of the record the site was answered from. */
  readonly snapshotVersion: number | null;
  readonly ledgerVersion: number | null;
}

/** The row of a site of which nothing else is known. */
export const emptyRow = (line: number, id: string, outcome: Outcome): ScreenedSite => ({
  line,
  id,
  lon: null,
  lat: null,
  outcome,
  reason: null,
  detail: null,
  plans: null,
  rank: null,
  planId: null,
  kind: null,
  suppliesKva: null,
  counterKva: null,
  grade: null,
  feederId: null,
  substationId: null,
  nodeId: null,
  nodeKind: null,
  distanceM: null,
  routeM: null,
  lowYuan: null,
  likelyYuan: null,
  highYuan: null,
  utilityYuan: null,
  governmentYuan: null,
  customerYuan: null,
  sharedYuan: null,
  undecidedYuan: null,
  totalCalendarDays: null,
  bindingElementId: null,
  leftKva: null,
  minVoltagePu: null,
  maxLoadingPercent: null,
  snapshotVersion: null,
  ledgerVersion: null,
});

export const SCREENING_STATES = ['receiving', 'running', 'done', 'cancelled', 'failed'] as const;
export type ScreeningState = (typeof SCREENING_STATES)[number];

/** A screening and how far it has come. Times are ISO. */
export interface Screening {
  readonly region: string;
  readonly id: string;
  readonly status: ScreeningState;
  readonly terms: ScreeningTerms;
  readonly sites: number;
  /** Sites that have their result. */
  readonly screened: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly createdBy: string;
  readonly createdAt: string;
  /** When the first result was there. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Sites a second over the last results; `null` = too few yet, or it has ended. */
  readonly sitesPerSecond: number | null;
  /** States of the record that the results were made from. */
  readonly versions: readonly {
    readonly snapshotVersion: number;
    readonly fromLedgerVersion: number;
    readonly toLedgerVersion: number;
    readonly sites: number;
  }[];
  /** Why it failed. */
  readonly error: string | null;
}

/** Sites of an upload that are worked on together. */
export interface ScreeningPart {
  /** From 0. */
  readonly chunk: number;
  /** JSON, as in {@link ScreenAsk}. */
  readonly sites: string;
  readonly count: number;
}

/** A part of a screening that this process has taken to work on. */
export interface TakenChunk extends ScreenAsk {
  readonly screeningId: string;
  readonly chunk: number;
  readonly jobId: string;
}

/** The results of a part. */
export interface ChunkResult {
  /** JSON: a list of {@link ScreenedSite}, one for each site, in their order. */
  readonly rows: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly snapshotVersion: number | null;
  readonly fromLedgerVersion: number | null;
  readonly toLedgerVersion: number | null;
  /** Of a part of a joint screening what its sites hold, JSON as in {@link JointAnswer}; else `null`. */
  readonly holds: string | null;
}

/** A part as it is read back; without results where nobody has got to it. */
export interface ChunkOut {
  readonly chunk: number;
  readonly sites: string;
  readonly rows: string | null;
}

/**
 * The record of screenings and the queue of their parts, whatever database keeps them. Who may not see a screening is
 * told that there is none.
 */
export interface ScreeningBook {
  /** Begins to take in sites; nothing is screened before `start`. */
  begin(scope: CaseScope, made: Pick<Screening, 'region' | 'id' | 'terms' | 'createdAt'>): Promise<void>;
  /** The next parts of the sites, in one transaction. */
  append(scope: CaseScope, id: string, parts: readonly ScreeningPart[]): Promise<void>;
  /** All sites are there: its parts go into the queue, in one transaction with the audit. */
  start(scope: CaseScope, id: string, at: string): Promise<Screening>;
  /** Drops what was taken in of an upload that came to nothing. */
  drop(scope: CaseScope, id: string): Promise<void>;
  /**
   * Drops uploads that nobody has brought anything of for so long, s: their service has died.
   *
   * @returns how many.
   */
  dropAbandoned(afterS: number): Promise<number>;
  read(scope: CaseScope, id: string): Promise<Screening | null>;
  /** The newest first; at most `limit`. */
  list(scope: CaseScope, region: string | undefined, limit: number): Promise<readonly Screening[]>;
  /** Ends one that runs, and removes one that has ended. */
  cancel(scope: CaseScope, id: string, at: string): Promise<'cancelled' | 'removed' | null>;
  /** Parts after a part, in their order; at most `limit`. */
  parts(scope: CaseScope, id: string, after: number, limit: number): Promise<readonly ChunkOut[]>;
  /** Takes parts out of the queue for this process; they come back where it dies. */
  take(regions: readonly string[], most: number): Promise<readonly TakenChunk[]>;
  /**
   * Writes the results of a part down, once, whoever else had it too; the last one ends the screening, and of a joint one
   * the next part enters the queue.
   *
   * @returns whether another part follows that counts what this one holds.
   */
  settle(taken: TakenChunk, result: ChunkResult, at: string): Promise<boolean>;
  /** What parts of a joint screening hold, from one on and before another, in their order. */
  holds(screeningId: string, from: number, before: number): Promise<readonly string[]>;
  /** Gives a part back to be tried again later; one that was tried too often ends its screening as failed. */
  giveBack(taken: TakenChunk, why: string): Promise<void>;
}
