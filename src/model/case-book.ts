import type { BusinessType, CaseAction, CaseState } from './case-words.ts';
import type { Clock } from './clock.ts';
import type { CaseDocument, FiledDocument } from './document.ts';
import type { SupplyRequest } from './demand.ts';
import type { Override } from './override.ts';
import type { Change, Transfer } from './plan.ts';
import type { Shortage } from './queue-book.ts';
import type { LoadCategory, PromisedKind, Purpose, Row } from './record.ts';
import type { Role } from './role.ts';
import type { Survey } from './survey.ts';

/** For whom the casework tables are read and written; they show and take nothing else. */
export interface CaseScope {
  readonly regions: readonly string[] | '*';
  /** `system`: the service itself, in its own time. */
  readonly role: Role | 'system';
  readonly sub: string;
}

/** The service itself, in its own time. */
export const SERVICE: CaseScope = { regions: '*', role: 'system', sub: 'system' };

export interface Applicant {
  readonly name: string;
  readonly contact: string;
  /** Subject of the customer who owns the application; `null` = nobody does. */
  readonly sub: string | null;
}

/** What is asked for; the day, whose word it is, what a survey found and how finely it is answered are of each offer. */
export type CaseRequest = Omit<SupplyRequest, 'asOf' | 'statedBy' | 'surveyed' | 'own' | 'sizes'>;

/** Who vouched for something, and when (ISO time). */
export interface Signature {
  readonly by: string;
  readonly at: string;
}

/** A plan that was chosen and holds its capacity. */
export interface Choice {
  readonly id: string;
  readonly offerId: string;
  readonly planId: string;
  readonly planKind: string;
  /** What the plan supplies; what was asked stands in the application. */
  readonly suppliesKva: number;
  /** What a counter-offer changes; `null` = a plan for what was asked. */
  readonly change: Change | null;
  /** What is switched before the connection; `null` = nothing. */
  readonly switching: Transfer | null;
  /** Elements it leans on, `kind/id`, ascending. */
  readonly leansOn: readonly string[];
  /** Who has to look at it before it is approved, as the policy says. */
  readonly review: string;
  readonly signatures: readonly Signature[];
  /** Why a plan with unknown figures was chosen. */
  readonly reason: string | null;
  readonly ledgerVersion: number;
  readonly chosenBy: string;
  readonly chosenAt: string;
  /** ISO day, the last one. */
  readonly validUntil: string;
}

export interface Application {
  readonly region: string;
  readonly id: string;
  readonly status: CaseState;
  readonly businessType: BusinessType;
  readonly externalNumber: string | null;
  readonly applicant: Applicant;
  readonly request: CaseRequest;
  /** Facts of the request that staff vouch for; every other is claimed. */
  readonly verified: Readonly<Record<string, Signature>>;
  /** `null` = nobody has been there yet. */
  readonly survey: Survey | null;
  /** Counts the changes. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly validUntil: string | null;
  /** Last day that its owner has been told is near, ISO; `null` = none yet. */
  readonly noticedFor: string | null;
  /** Its deadlines, in the order of their numbers. */
  readonly clocks: readonly Clock[];
  readonly choice: Choice | null;
}

/** A plan set as it was offered. */
export interface Offer {
  readonly region: string;
  readonly id: string;
  readonly applicationId: string;
  /** What was asked, so that it can be computed again. */
  readonly request: SupplyRequest;
  /** The answer as staff see it, JSON. */
  readonly answer: string;
  readonly snapshotVersion: number;
  readonly ledgerVersion: number;
  readonly pack: { readonly id: string; readonly version: number };
  readonly catalogue: { readonly id: string; readonly version: number };
  readonly createdBy: string;
  readonly createdAt: string;
  /** ISO day, the last one. */
  readonly validUntil: string;
  /** What was asked for has changed since. */
  readonly lapsed: boolean;
}

export type OfferSummary = Omit<Offer, 'request' | 'answer'>;

/** What a step changes. Anything left out stays. */
export interface CaseChange {
  readonly action: CaseAction;
  readonly status: CaseState;
  readonly set?: Partial<
    Pick<
      Application,
      | 'businessType'
      | 'externalNumber'
      | 'applicant'
      | 'request'
      | 'verified'
      | 'survey'
      | 'validUntil'
      | 'noticedFor'
    >
  >;
  /** Earlier offers can no longer be chosen. */
  readonly lapseOffers?: true;
  /** Put under the choice. */
  readonly signature?: Signature;
  /** Ends the choice and what it holds. */
  readonly endsChoice?: true;
  /** Day on which the supply was switched on; of a staged one, its first stage. */
  readonly connectedOn?: string;
  /** Day on which all the rest of a staged supply was switched on. */
  readonly laterConnectedOn?: string;
  /** A figure of an offered plan stated otherwise, and one that is signed with it. */
  readonly override?: Override;
  readonly signedOverride?: Override;
  readonly offer?: Omit<Offer, 'region' | 'applicationId' | 'lapsed'> & {
    /** What it could not give at once. */
    readonly shortage?: Shortage | null;
  };
  /** What came of the estimate, as far as it is known. */
  readonly outcome?: {
    readonly finalFen?: number;
    readonly measured?: { readonly on: string; readonly kva: number };
  };
  /** Clocks that have been started or have changed, by number. */
  readonly clocks?: readonly Clock[];
  /** A document that is attached, and the id of one that is taken out. */
  readonly attached?: FiledDocument;
  readonly detached?: string;
  /** What else the audit should tell. */
  readonly note?: Readonly<Record<string, unknown>>;
}

/** Capacity to be held at one place. */
export interface HeldAt {
  readonly kind: PromisedKind;
  readonly id: string;
  readonly kva: number;
  /** `null` = it counts whole at every level. */
  readonly category: LoadCategory | null;
  /** What for, where it is not the supply itself. */
  readonly purpose: Purpose | null;
  /** Element it is held for, `kind/id`. */
  readonly forElement: string | null;
}

/** What a choice holds, and where it leans. */
export interface Hold {
  readonly choice: Omit<Choice, 'ledgerVersion' | 'signatures' | 'leansOn'>;
  readonly status: CaseState;
  readonly held: readonly HeldAt[];
  readonly leansOn: readonly string[];
  /** Switches of its transfer or of its N-1; the feeders and transformers on both sides of them are locked too. */
  readonly switchIds: readonly string[];
}

/** A state of the record. */
export interface RecordVersions {
  readonly ledgerVersion: number;
  readonly dataVersion: number;
}

/** Every commitment that counts as an application's case: the books' of its external number, and what its choice supplies. */
export type CaseRows = readonly Row<'commitments'>[];

/** Something that the plan leans on has changed; the plan must be looked at in this state of the record, or a later one. */
export interface Moved extends RecordVersions {
  /** Elements whose promises changed, `kind/id`; empty where an import may have changed any. */
  readonly elements: readonly string[];
}

export interface ChooseAsk {
  readonly offerId: string;
  /** `Idempotency-Key`, and a hash of what came with it. */
  readonly key: string;
  readonly requestHash: string;
  readonly at: string;
  /** What is to be held. Throws where the state, the offer or the plan does not allow it. */
  readonly decide: (application: Application, offer: Offer) => Hold;
  /** Looks at the plan again. Throws where it no longer fits. @returns the state of the record it looked at. */
  readonly check: (moved: Moved, offer: Offer, own: CaseRows) => Promise<RecordVersions>;
  /** What is answered, and answered again to the same key. */
  readonly answer: (application: Application, choice: Choice) => string;
}

export type Chosen =
  | { readonly outcome: 'chosen' | 'repeated'; readonly body: string }
  /** The key came with another request before. */
  | { readonly outcome: 'other-request' }
  /** The application. */
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'offer-not-found' };

export interface CaseFilter {
  readonly region?: string | undefined;
  readonly status?: readonly CaseState[] | undefined;
  readonly externalNumber?: string | undefined;
  /** Only those with a clock that runs and ends before this ISO day. */
  readonly dueBefore?: string | undefined;
  /** Id after which the page begins, the newest first. */
  readonly after: string | null;
  readonly limit: number;
}

/** One link of a region's audit. */
export interface AuditLink {
  readonly region: string;
  readonly seq: number;
  readonly entry: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditVerdict {
  readonly links: number;
  /** The first link that does not hold, and why; `null` = all hold. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

export interface AuditFilter {
  readonly region: string;
  readonly applicationId?: string | undefined;
  /** Sequence number after which the page begins. */
  readonly after: number;
  readonly limit: number;
}

/** A stretch of time, ISO times in UTC; the end is not part of it. */
export interface WeekOfRegion {
  readonly region: string;
  readonly from: string;
  readonly before: string;
  /** Id after which the page begins, in the order of ids. */
  readonly after: string | null;
  readonly limit: number;
}

/** A case of a week, in the state in which the week left it. */
export interface WeeklyCase {
  readonly id: string;
  readonly applicant: Pick<Applicant, 'name' | 'contact'>;
  readonly status: CaseState;
  readonly businessType: BusinessType;
  readonly request: CaseRequest;
  readonly choice: Pick<Choice, 'planId' | 'review' | 'signatures'> | null;
  /** Answer of the offer chosen from, else of the newest that stood; JSON. `null` = there is none. */
  readonly answer: string | null;
}

/** Something that happened to an application, as its owner may read it. */
export interface CaseEvent {
  readonly region: string;
  /** Grows within a region, in the order of commits. */
  readonly seq: number;
  readonly applicationId: string;
  /** ISO time. */
  readonly at: string;
  /** A word of `CASE_EVENT_KINDS`. */
  readonly kind: string;
  /** Role of who did it. */
  readonly by: CaseScope['role'];
  /** The application afterwards. */
  readonly status: CaseState;
  readonly version: number;
  readonly validUntil: string | null;
  /** Ids of the own offer, plan or document it is about. */
  readonly about: Readonly<Partial<Record<'offerId' | 'planId' | 'documentId', string>>>;
}

/** The record of cases, whatever database keeps it. Who may not see an application is told that there is none. */
export interface CaseBook {
  /** @returns `null` where the external number is taken in the region. */
  create(
    scope: CaseScope,
    application: Omit<Application, 'version' | 'choice' | 'updatedAt'>,
  ): Promise<Application | null>;
  read(scope: CaseScope, id: string): Promise<Application | null>;
  list(scope: CaseScope, filter: CaseFilter): Promise<readonly Application[]>;
  /**
   * One step in one transaction, with its audit.
   *
   * @param decide gets the application as it is, locked; what it throws is passed on and nothing changes.
   * @returns `null` where there is no such application; `number-taken` where its new external number is another's;
   *   `signed-already` where somebody else has signed the override since it was read.
   */
  change(
    scope: CaseScope,
    id: string,
    at: string,
    decide: (application: Application) => CaseChange,
  ): Promise<Application | 'number-taken' | 'signed-already' | null>;
  /** A step with the documents of an application, as `change`. @param decide gets the documents there are, too. */
  file(
    scope: CaseScope,
    id: string,
    at: string,
    decide: (application: Application, kept: readonly CaseDocument[]) => CaseChange,
  ): Promise<Application | null>;
  /** Documents of an application, the oldest first. */
  documents(scope: CaseScope, applicationId: string): Promise<readonly CaseDocument[]>;
  document(scope: CaseScope, applicationId: string, documentId: string): Promise<FiledDocument | null>;
  /** What the ledger counts as the case of an application. */
  ownRows(scope: CaseScope, application: Application): Promise<CaseRows>;
  offers(scope: CaseScope, applicationId: string): Promise<readonly OfferSummary[]>;
  offer(scope: CaseScope, applicationId: string, offerId: string): Promise<Offer | null>;
  /** What managers state otherwise of the plans of an offer, the oldest first. */
  overrides(scope: CaseScope, applicationId: string, offerId: string): Promise<readonly Override[]>;
  /** How many offers somebody has had made since a time (ISO). */
  countOffers(scope: CaseScope, by: string, since: string): Promise<number>;
  /** Holds the capacity of a plan in one transaction. */
  choose(scope: CaseScope, id: string, ask: ChooseAsk): Promise<Chosen>;
  audit(scope: CaseScope, filter: AuditFilter): Promise<readonly AuditLink[]>;
  /** A page of the cases that took a step in a week, or awaited the weekly meeting at its end, as the week left them. */
  week(scope: CaseScope, week: WeekOfRegion): Promise<readonly WeeklyCase[]>;
  /** Events of an application after a sequence number, in their order; `null` where it is not in scope. */
  events(
    scope: CaseScope,
    applicationId: string,
    after: number,
    limit: number,
  ): Promise<readonly CaseEvent[] | null>;
  /** Sequence number of the last event of each application, whoever owns it. */
  lastEvents(applicationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Hears the id of each application with a new event, right after the commit, until the returned function is called.
   * What was sent while the connection was lost is not heard: look at `lastEvents` now and then.
   */
  hearEvents(hear: (applicationId: string) => void): Promise<() => Promise<void>>;
  /** Looks at every link of a region's audit. */
  verifyAudit(scope: CaseScope, region: string): Promise<AuditVerdict>;
  /**
   * Ends applications whose day has passed, each in a transaction of its own; those that another replica is at are
   * left to it.
   *
   * @param today ISO day; what stands until a day before it has passed.
   * @returns their ids.
   */
  expire(
    today: string,
    at: string,
    decide: (application: Application) => CaseChange,
  ): Promise<readonly string[]>;
  /**
   * Tells the applications whose last day is near, each in a transaction of its own, once for each last day. Safe to run on
   * several replicas at once.
   *
   * @param today ISO day.
   * @param days by pack, how many days before.
   * @returns their ids.
   */
  giveNotice(
    today: string,
    at: string,
    days: ReadonlyMap<string, number>,
    decide: (application: Application) => CaseChange,
  ): Promise<readonly string[]>;
}
