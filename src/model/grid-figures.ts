import type { Place } from './geometry.ts';
import type { Grade } from './plan.ts';
import type { Row, Season } from './record.ts';

/** What is published of: every 10(20) kV line, by its outlet, and every distribution transformer. */
export const PUBLISHED_KINDS = ['feeder', 'distribution-transformer'] as const;
export type PublishedKind = (typeof PUBLISHED_KINDS)[number];

/** Figures of one element, kVA, `null` = unknown; no name of a customer among them. */
export interface PublishedFigures {
  readonly kind: PublishedKind;
  readonly id: string;
  readonly name: string | null;
  readonly substationId: string | null;
  /** Feeder it hangs on; of a feeder itself. */
  readonly feederId: string | null;
  /** The feeder is one customer's alone. */
  readonly dedicated: boolean;
  /** Outlet of a feeder, place of a transformer. */
  readonly at: Place | null;
  readonly ratingKva: number | null;
  readonly limitKva: number | null;
  readonly peakKva: number | null;
  readonly committedKva: number;
  /** Least room from it up to the main transformer. */
  readonly openKva: number | null;
  /** Peak over rating. */
  readonly loadRate: number | null;
  readonly season: Season | null;
  readonly grade: Grade;
  /** Element of its chain that has the least room. */
  readonly bindingElementId: string | null;
  /** Cases of the books that are to be supplied through it: id of the commitment → kVA. */
  readonly cases: Readonly<Record<string, number>>;
}

/** Body of the planner's answer about a whole region. */
export interface GridFigures {
  /** Versions the figures were read at. */
  readonly version: number;
  readonly ledgerVersion: number;
  readonly dataAsOf: string;
  /** By kind, then by id in code-unit order. */
  readonly elements: readonly PublishedFigures[];
}

export interface GridFiguresQuery {
  readonly region: string;
  readonly asOf: string;
  /** The books as of the same ledger version. */
  readonly cases: readonly Row<'commitments'>[];
}
