import type { FindingsAnswer } from '../../../contract/findings.ts';

export type Finding = FindingsAnswer['items'][number];

export const SEVERITIES = ['all', 'error', 'warning', 'info'] as const;
export type SeverityChoice = (typeof SEVERITIES)[number];

/** Which findings are shown, as the address says it. */
export interface FindingChoice {
  readonly severity: SeverityChoice;
  /** Class; `null` = all. */
  readonly code: string | null;
  /** Of the one that is looked at, see {@link keyOf}. */
  readonly finding: string | null;
}

export const readFindingChoice = (query: URLSearchParams): FindingChoice => ({
  severity: SEVERITIES.find((one) => one === query.get('severity')) ?? 'all',
  code: query.get('code'),
  finding: query.get('finding'),
});

/** Tells findings of one state of the record apart. */
export const keyOf = ({ code, because: { key }, ids }: Finding): string =>
  [code, key, ...ids.slice(0, 2)].join('~');

export const isShown = ({ severity, code }: FindingChoice, finding: Finding): boolean =>
  (severity === 'all' || finding.severity === severity) && (code === null || finding.code === code);
