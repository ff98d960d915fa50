import type { Logger } from 'pino';
import type { Casework } from '../casework/casework.ts';
import type { Doctor } from '../model/finding.ts';
import type { Planner } from '../model/planner.ts';
import type { Store } from '../model/store.ts';

/** What the application is put together from. */
export interface Parts {
  readonly planner: Planner;
  readonly store: Store;
  readonly doctor: Doctor;
  readonly casework: Casework;
  /** Key of the tokens, at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly version: string;
  /** From where `/metrics` may be read. */
  readonly metricsFrom: 'loopback' | 'any';
}
