import type { Logger } from 'pino';
import type { CaseDocuments } from '../casework/case-documents.ts';
import type { CaseFeed } from '../casework/case-feed.ts';
import type { Casework } from '../casework/casework.ts';
import type { MapDatum } from '../model/datum.ts';
import type { Doctor } from '../model/finding.ts';
import type { Planner } from '../model/planner.ts';
import type { Publishing } from '../model/publication.ts';
import type { Press } from '../model/press.ts';
import type { ReadSites } from '../model/screening.ts';
import type { Store } from '../model/store.ts';
import type { Watching } from '../model/watching.ts';
import type { Vouchers } from './check-token.ts';
import type { WebhookTargets } from './webhooks/allowed-address.ts';

/** What the application is put together from. */
export interface Parts extends Vouchers {
  readonly planner: Planner;
  readonly store: Store;
  readonly doctor: Doctor;
  readonly casework: Casework;
  readonly documents: CaseDocuments;
  readonly feed: Pick<CaseFeed, 'follow' | 'count'>;
  readonly press: Press;
  /** Reads uploads of sites. */
  readonly readSites: ReadSites;
  readonly publisher: Publishing;
  readonly watch: Watching;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly version: string;
  /** Address at which clients reach the service, without a slash at its end; `null` = where each request was sent. */
  readonly publicUrl: string | null;
  /** What the maps of the page are drawn in. */
  readonly mapDatum: MapDatum;
  /** Where webhooks may go. */
  readonly webhookTargets: WebhookTargets;
  /** From where `/metrics` may be read. */
  readonly metricsFrom: 'loopback' | 'any';
}
