import type { WarningsAnswer } from '../../../contract/warnings.ts';

export type Warning = WarningsAnswer['items'][number];

/** Kinds of warnings, the gravest first; `all` = whichever. */
export const KINDS = ['all', 'over', 'heavy', 'short-margin', 'queue', 'stale-data'] as const;
export type KindChoice = (typeof KINDS)[number];

/** Which warnings are shown, as the address says it. */
export interface WarningChoice {
  readonly kind: KindChoice;
  /** Only what hangs on this feeder; `null` = all. */
  readonly feeder: string | null;
  /** Of the one that is looked at, see {@link keyOf}. */
  readonly warning: string | null;
}

export const readWarningChoice = (query: URLSearchParams): WarningChoice => ({
  kind: KINDS.find((one) => one === query.get('kind')) ?? 'all',
  feeder: query.get('feeder'),
  warning: query.get('warning'),
});

/** Tells the warnings of a region apart. */
export const keyOf = ({ kind, elementKind, elementId }: Warning): string =>
  [kind, elementKind, elementId].join('~');

export const isShown = ({ kind, feeder }: WarningChoice, warning: Warning): boolean =>
  (kind === 'all' || warning.kind === kind) && (feeder === null || warning.feederId === feeder);
