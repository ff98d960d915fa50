/** What of a published month is shown. */
export const SHOWN = ['changes', 'figures'] as const;
export type Shown = (typeof SHOWN)[number];

export const KINDS = ['all', 'feeder', 'distribution-transformer'] as const;
export type KindChoice = (typeof KINDS)[number];

export const REASONS = [
  'new-element',
  'gone',
  'new-commitments',
  'released',
  'new-peak',
  'network',
  'above',
] as const;
export type Reason = (typeof REASONS)[number];

/** What the view of published months shows, as the address says it. */
export interface PublicationChoice {
  /** `null` = the newest. */
  readonly month: string | null;
  /** Month it is compared with; `null` = the one published before it. */
  readonly since: string | null;
  readonly shown: Shown;
  readonly kind: KindChoice;
  /** `null` = whichever. */
  readonly reason: Reason | null;
}

const MONTH = /^\d{4}-\d\d$/u;
const monthIn = (text: string | null): string | null => (text !== null && MONTH.test(text) ? text : null);

export const readPublicationChoice = (query: URLSearchParams): PublicationChoice => ({
  month: monthIn(query.get('month')),
  since: monthIn(query.get('since')),
  shown: SHOWN.find((one) => one === query.get('shown')) ?? 'changes',
  kind: KINDS.find((one) => one === query.get('kind')) ?? 'all',
  reason: REASONS.find((one) => one === query.get('reason')) ?? null,
});

/** The month it is now in China, as `2026-11`. */
export const monthNow = (): string =>
  new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 7);
