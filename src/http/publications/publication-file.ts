import { publicationCsv } from '../../papers/publication/publication-csv.ts';
import { publicationGeoJson } from '../../papers/publication/publication-geojson.ts';
import { publicationGeopackage } from '../../papers/publication/publication-geopackage.ts';
import { publicationXlsx } from '../../papers/publication/publication-xlsx.ts';
import { outsideRows, staffRows } from '../../planning/publication/file-rows.ts';
import { toldOutside } from '../../planning/publication/told-outside.ts';
import { publicationChanges } from '../../model/publication-changes.ts';
import type { PublicationFileAsk } from '../../model/publication-file.ts';
import type { Publication, PublicationBook } from '../../model/publication.ts';
import { type ToldTo, elementsOf } from './told.ts';

/** Forms a month can be had in. Equal asks give equal bytes. */
export const PUBLICATION_FORMS: Readonly<
  Record<
    'csv' | 'xlsx' | 'geojson' | 'gpkg',
    { readonly type: string; readonly write: (ask: PublicationFileAsk) => Uint8Array | Promise<Uint8Array> }
  >
> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', write: publicationCsv },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: publicationXlsx,
  },
  geojson: { type: 'application/geo+json', write: publicationGeoJson },
  gpkg: { type: 'application/geopackage+sqlite3', write: publicationGeopackage },
};

/** What the file of a month is made of: for staff with what changed since the month before, which is frozen as well. */
export async function publicationFileAsk(
  book: PublicationBook,
  publication: Publication,
  to: ToldTo & Pick<PublicationFileAsk, 'language'>,
): Promise<PublicationFileAsk> {
  const { language } = to;
  const elements = await elementsOf(book, publication, to);
  if (to.audience === 'outside') {
    const { columns, rows } = outsideRows(toldOutside(elements, publication.audience));
    return { language, publication, columns, rows };
  }
  const { region, previous } = publication;
  const changes =
    previous === null ? null : publicationChanges(await book.elements(region, previous), elements);
  const { columns, rows } = staffRows(elements, changes);
  return { language, publication, columns, rows };
}
