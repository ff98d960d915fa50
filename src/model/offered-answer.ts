import type { Change, ElementRef, Transfer } from './plan.ts';

/** What casework reads of a plan that was offered; the rest of it is for people. */
export interface OfferedPlan {
  readonly id: string;
  readonly kind: string;
  readonly suppliesKva: number;
  readonly sources: readonly {
    readonly role: string;
    readonly capacityKva: number;
    readonly routeM: number;
    readonly supplyKv: number;
    readonly nodeId: string;
    readonly nodeKind: string;
    readonly bayId: string | null;
    readonly feederId: string | null;
    /** With the limits after the works that the plan asks for; `null` = unknown. */
    readonly chain: readonly (ElementRef & { readonly limitKva: number | null })[];
    readonly unknownElementIds: readonly string[];
  }[];
  readonly totalCalendarDays: number;
  readonly cost: { readonly lines: readonly { readonly likelyYuan: number }[] };
  readonly stages: readonly { readonly capacityKva: number; readonly works: readonly string[] }[];
  readonly transfer: Transfer | null;
  readonly security: {
    readonly transferVia: readonly string[];
    /** Missing in offers made before such room was kept. */
    readonly backedBy?: readonly ElementRef[];
  };
}

/** What casework reads of a finished answer about supply plans, which is JSON of the contract. */
export interface OfferedAnswer {
  readonly snapshot: { readonly version: number };
  readonly ledgerVersion: number;
  readonly policy: { readonly id: string; readonly version: number };
  readonly catalogue: { readonly id: string; readonly version: number };
  readonly classification: { readonly supplyClass: string; readonly review: string };
  readonly plans: readonly OfferedPlan[];
  readonly counterOffers: readonly { readonly change: Change; readonly plan: OfferedPlan }[];
}
