import { outsideRows, staffRows } from '../../planning/publication/file-rows.ts';
import { toldOutside } from '../../planning/publication/told-outside.ts';
import { publicationChanges } from '../../model/publication-changes.ts';
import type { PublicationFileAsk, PublicationForm } from '../../model/publication-file.ts';
import type { Publication, PublicationBook } from '../../model/publication.ts';
import { type ToldTo, elementsOf } from './told.ts';

/** Media type of each form. */
export const PUBLICATION_TYPES: Readonly<Record<PublicationForm, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  gpkg: 'application/geopackage+sqlite3',
};

/** What the file of a month is made of: for staff with what changed since the month before, which is frozen as well. */
export async function publicationFileAsk(
  book: PublicationBook,
  publication: Publication,
  to: ToldTo & Pick<PublicationFileAsk, 'language'>,
): Promise<PublicationFileAsk> {
  const { language } = to;
  const elements = await elementsOf(book, publication, to, { withShapes: true });
  if (to.audience === 'outside') {
    const { columns, rows } = outsideRows(toldOutside(elements, publication.audience));
    return { language, publication, columns, rows };
  }
  const { region, previous } = publication;
  const changes =
    previous === null ? null : publicationChanges(await book.elements(region, previous, {}), elements);
  const { columns, rows } = staffRows(elements, changes);
  return { language, publication, columns, rows };
}
