import type { Caller } from '../contract/claims.ts';
import type { Doctor } from '../model/finding.ts';
import type { Planner } from '../model/planner.ts';
import type { Publishing } from '../model/publication.ts';
import type { Store } from '../model/store.ts';

/** A running service. */
export interface Service {
  readonly address: string;
  /** Ids of the regions it answers for. */
  readonly regions: readonly string[];
  /** Finishes what is under way, then closes everything. */
  close(): Promise<void>;
}

/** A running worker on screenings. */
export interface Worker {
  /** Ids of the regions it works for. */
  readonly regions: readonly string[];
  /** Finishes what is under way, then closes everything. */
  close(): Promise<void>;
}

/** A planner to ask once, and what it rests on. */
export interface OpenPlanner {
  readonly planner: Planner;
  /** For looking addresses up; `null` when only snapshot files could be read. */
  readonly store: Pick<Store, 'searchAddresses'> | null;
  /** How many questions it answers at once. */
  readonly threads: number;
  /** Why the record itself was not read; `null` = it was. */
  readonly insteadOfRecord: string | null;
  close(): Promise<void>;
}

/** Publishing over an open record. */
export interface OpenPublisher {
  readonly publisher: Publishing;
  close(): Promise<void>;
}

/** Whom a token speaks for, and how long. */
export interface Grant extends Caller {
  readonly minutes: number;
}

/** What the commands need of the rest of the house; `main.ts` puts it together. */
export interface House {
  readonly version: string;
  /** One line to stderr: progress and hints, never results. */
  say(line: string): void;
  /** Opens the record. @throws when a service holds the embedded directory, with a hint. */
  openStore(): Promise<Store>;
  /** Examines regions of an open record. */
  doctorFor(store: Store): Doctor;
  /** With a thread for one question, or with all of them for thousands of sites. */
  openPlanner(work?: 'screening'): Promise<OpenPlanner>;
  /** Publishing over the record. @throws when a service holds the embedded directory, with a hint. */
  openPublisher(): Promise<OpenPublisher>;
  startService(): Promise<Service>;
  startWork(): Promise<Worker>;
  /** Whether a service of this house takes the tokens that `sign` makes. */
  readonly takesLocalTokens: boolean;
  /** A signed token; needs no database. @throws CommandFailure where local tokens are not taken. */
  sign(grant: Grant): Promise<string>;
}
