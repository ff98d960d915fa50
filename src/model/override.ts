/** Figures of an offered plan that a manager may state otherwise. */
export const OVERRIDDEN = ['line-likely-yuan', 'total-calendar-days', 'route-m'] as const;
export type Overridden = (typeof OVERRIDDEN)[number];

/** What a manager states: of which figure, and why. */
export interface OverrideWish {
  readonly planId: string;
  readonly figure: Overridden;
  /** Line of the bill, from 1; `null` = the figure is of the whole plan. */
  readonly line: number | null;
  readonly stated: number;
  readonly reason: string;
}

/** A figure of an offered plan as a manager states it, beside the one computed; it counts once signed by another. */
export interface Override extends OverrideWish {
  readonly id: string;
  readonly offerId: string;
  readonly computed: number;
  readonly statedBy: string;
  /** ISO time. */
  readonly statedAt: string;
  /** `null` = it does not count yet. */
  readonly signedBy: string | null;
  readonly signedAt: string | null;
}
