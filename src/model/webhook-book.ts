import type { CaseEvent, CaseScope } from './case-book.ts';

/** A program that is told what happens to the applications of a region. */
export interface Webhook {
  readonly region: string;
  readonly id: string;
  readonly url: string;
  /** Kinds of events that are sent; `null` = all. */
  readonly kinds: readonly string[] | null;
  readonly createdAt: string;
  /** Deliveries that wait for their next try, and those that were given up. */
  readonly due: number;
  readonly dead: number;
}

/** An event on its way to a webhook. */
export interface Delivery {
  readonly webhookId: string;
  readonly seq: number;
  readonly kind: string;
  readonly applicationId: string;
  /** `dead` = given up. */
  readonly state: 'due' | 'dead';
  readonly tries: number;
  /** ISO times of the next try and of the last one. */
  readonly dueAt: string;
  readonly triedAt: string | null;
  /** Why the last try failed. */
  readonly error: string | null;
}

/** A delivery that this process has to try now. */
export interface DueDelivery {
  readonly region: string;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: string;
  /** Which try this is, from 1. */
  readonly tries: number;
  readonly event: CaseEvent;
}

/** What became of a try. */
export type Tried =
  | { readonly taken: true }
  /** @param again ISO time of the next try; `null` = given up. */
  | { readonly taken: false; readonly error: string; readonly again: string | null };

export interface DeliveryFilter {
  readonly webhookId: string;
  readonly state: Delivery['state'];
  /** Sequence number after which the page begins. */
  readonly after: number;
  readonly limit: number;
}

/** The record of webhooks. Who may not see one is told that there is none. */
export interface WebhookBook {
  /** @returns `null` where the region has as many as it may have. */
  register(
    scope: CaseScope,
    made: Omit<Webhook, 'due' | 'dead'> & { readonly secret: string },
    most: number,
  ): Promise<Webhook | null>;
  /** Webhooks of the scope, the newest first; `region` undefined = of all its regions. */
  list(scope: CaseScope, region: string | undefined): Promise<readonly Webhook[]>;
  read(scope: CaseScope, id: string): Promise<Webhook | null>;
  /** Takes a webhook away with what is on its way to it; `false` = there is none. */
  remove(scope: CaseScope, id: string, at: string): Promise<boolean>;
  deliveries(scope: CaseScope, filter: DeliveryFilter): Promise<readonly Delivery[]>;
  /** Makes a delivery that was given up due again; `null` = there is none. */
  sendAgain(scope: CaseScope, webhookId: string, seq: number, at: string): Promise<Delivery | null>;
  /**
   * Makes deliveries of the events that webhooks have not been given yet.
   *
   * @returns `false` where there are no webhooks, so that nothing can be due.
   */
  makeDue(at: string): Promise<boolean>;
  /**
   * Takes deliveries that are due; nobody else gets them before a time. Each must be settled.
   *
   * @param until ISO time at which they are due again where this process dies.
   */
  takeDue(at: string, until: string): Promise<readonly DueDelivery[]>;
  settle(due: DueDelivery, tried: Tried): Promise<void>;
}
