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

/** What is one figure: of one plan, and of one line of its bill. */
const figureOf = ({ planId, figure, line }: Override): string => JSON.stringify([planId, figure, line]);

/** Whether one was signed after another; at one time the later stated is the later. */
const isLater = (a: Override, b: Override): boolean =>
  (a.signedAt ?? '') === (b.signedAt ?? '') ? a.id > b.id : (a.signedAt ?? '') > (b.signedAt ?? '');

/** Those that count: signed, and of one figure the one signed last. In the order given. */
export function counting(overrides: readonly Override[]): readonly Override[] {
  const last = new Map<string, Override>();
  for (const one of overrides) {
    const known = last.get(figureOf(one));
    if (one.signedBy !== null && (known === undefined || isLater(one, known))) last.set(figureOf(one), one);
  }
  return overrides.filter((one) => last.get(figureOf(one)) === one);
}
