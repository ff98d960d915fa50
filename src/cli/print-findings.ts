import { FINDING_SENTENCES, SUGGESTION_SENTENCES } from '../contract/finding-sentences.ts';
import { inWords } from '../contract/finding-words.ts';
import type { FindingsAnswer } from '../contract/findings.ts';
import { SEVERITIES } from '../model/finding.ts';
import { printLine, table } from './print.ts';

type Item = FindingsAnswer['items'][number];

const placed = ({ at }: Item): string => (at === null ? '' : `${at.lon.toFixed(5)} ${at.lat.toFixed(5)}`);

const row = (item: Item): string[] => [
  item.severity,
  item.code,
  inWords(item.because, FINDING_SENTENCES),
  item.suggestion === null ? '' : inWords(item.suggestion, SUGGESTION_SENTENCES),
  placed(item),
];

/** Findings for reading: how many of each severity, and the first ones. */
export function printFindings(findings: readonly Item[], shown: number): void {
  if (findings.length > 0) {
    const rows = findings.slice(0, shown).map(row);
    printLine(table(['severity', 'class', 'what', 'suggestion', 'lon lat'], rows));
  }
  if (findings.length > shown)
    printLine(`… and ${findings.length - shown} more; jiedian doctor --json prints them`);
  const count = (severity: Item['severity']): number =>
    findings.filter((item) => item.severity === severity).length;
  printLine(`findings: ${SEVERITIES.map((severity) => `${count(severity)} ${severity}`).join(', ')}`);
}
