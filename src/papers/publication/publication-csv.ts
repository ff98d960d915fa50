import { stringify } from 'csv-stringify/sync';
import { speak } from '../../contract/messages/speak.ts';
import type { PublicationFileAsk } from '../../model/publication-file.ts';
import { toldCell } from './told-cell.ts';

/**
 * A published month as CSV: one heading, feeders first. UTF-8 with a byte order mark, as workbooks want it; no cell begins a
 * formula.
 */
export function publicationCsv({ language, columns, rows }: PublicationFileAsk): Uint8Array {
  const speaker = speak(language);
  const word = (key: string): string => speaker.word('publication', key);
  const heading = [word('kind'), ...columns.map(word), word('lon'), word('lat')];
  const lines = rows.map((row) => [
    word(row.kind),
    ...columns.map((column) => toldCell(row, column, speaker)),
    row.at?.lon ?? null,
    row.at?.lat ?? null,
  ]);
  const text = stringify([heading, ...lines], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  return new TextEncoder().encode(text);
}
