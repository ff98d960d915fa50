import { printable } from './printable.ts';

/** What one cell of a workbook may hold. */
const LONGEST = 32_767;
/** Begins like a formula; a telephone number or a figure with a sign does not. */
const FORMULA = /^(?:[=@＝＠]|[+\-＋－](?![\d\s()./-]*$))/u;

/**
 * A text as a cell holds it. What could be taken for a formula, now or once the table is saved as CSV, gets an apostrophe
 * before it; characters that a workbook cannot hold are written as their code.
 */
export function cellText(text: string): string {
  const shown = printable(text, isOfXml);
  return (FORMULA.test(shown.trimStart()) ? `'${shown}` : shown).slice(0, LONGEST);
}

/** Char of XML 1.0 §2.2, but for blanks that `printable` has made spaces of. */
const isOfXml = (code: number): boolean =>
  (code >= 0x20 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe) || code >= 0x10000;
