import type { Speaker } from '../../contract/messages/speak.ts';
import type { PublicationColumn, PublicationRow } from '../../model/publication-file.ts';

/** Why a figure changed, in words; empty = it did not. */
const inWords = (because: PublicationRow['because'], { say }: Speaker): string =>
  because.map(({ key, values }) => say('publicationReason', key, values)).join('; ');

/** A cell as it is read: figures stay figures, words are of the reader's language, what is unknown is `null`. */
export function toldCell(
  { cells, because }: PublicationRow,
  column: PublicationColumn,
  speaker: Speaker,
): string | number | null {
  if (column === 'because') return inWords(because, speaker);
  const value = cells[column] ?? null;
  if (typeof value === 'boolean') return speaker.word('publication', value ? 'yes' : 'no');
  return column === 'season' && typeof value === 'string' ? speaker.word('season', value) : value;
}
