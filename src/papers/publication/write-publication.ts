import type { PublicationFileAsk, PublicationForm } from '../../model/publication-file.ts';
import { publicationCsv } from './publication-csv.ts';
import { publicationGeoJson } from './publication-geojson.ts';
import { publicationGeopackage } from './publication-geopackage.ts';
import { publicationXlsx } from './publication-xlsx.ts';

const WRITERS: Readonly<
  Record<PublicationForm, (ask: PublicationFileAsk) => Uint8Array | Promise<Uint8Array>>
> = {
  csv: publicationCsv,
  xlsx: publicationXlsx,
  geojson: publicationGeoJson,
  gpkg: publicationGeopackage,
};

/** A published month as a file. Equal asks give equal bytes. */
export const writePublication = async (form: PublicationForm, ask: PublicationFileAsk): Promise<Uint8Array> =>
  WRITERS[form](ask);
