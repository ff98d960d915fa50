import { type Speaker, speak } from '../../contract/messages/speak.ts';
import type { Shape } from '../../geopackage/shape.ts';
import { type ColumnKind, type Layer, writeGeopackage } from '../../geopackage/write-geopackage.ts';
import type { PublishedKind } from '../../model/grid-figures.ts';
import {
  PUBLICATION_COLUMNS,
  type PublicationFileAsk,
  type PublicationRow,
} from '../../model/publication-file.ts';
import { toldCell } from './told-cell.ts';

const LAYERS = {
  feeder: { name: 'feeders', word: 'feeders', shape: 'MULTILINESTRING' },
  'distribution-transformer': { name: 'distribution_transformers', word: 'transformers', shape: 'POINT' },
} as const satisfies Readonly<Record<PublishedKind, Pick<Layer, 'name' | 'shape'> & { word: string }>>;

const KINDS: Readonly<Record<'text' | 'boolean' | 'kva' | 'share', ColumnKind>> = {
  text: 'TEXT',
  boolean: 'BOOLEAN',
  kva: 'REAL',
  share: 'REAL',
};

function layerOf(kind: PublishedKind, ask: PublicationFileAsk, speaker: Speaker): Layer {
  const { publication, columns, rows } = ask;
  const { name, word, shape } = LAYERS[kind];
  const rowOf = (row: PublicationRow) => ({
    // The database wrote it so.
    shape: row.shape === null ? null : (JSON.parse(row.shape) as Shape),
    values: columns.map((column) => {
      const value = row.cells[column];
      return typeof value === 'boolean' ? value : toldCell(row, column, speaker);
    }),
  });
  return {
    name,
    title: speaker.word('publication', word),
    description: speaker.say('publication', 'title', { month: publication.month }),
    shape,
    columns: columns.map((column) => ({
      name: column,
      kind: KINDS[PUBLICATION_COLUMNS[column]],
      meaning: speaker.word('publication', column),
    })),
    rows: rows.filter((row) => row.kind === kind).map(rowOf),
  };
}

/** A published month as a GeoPackage: a layer of feeders and one of transformers, CGCS2000, under the names of the API's fields. */
export function publicationGeopackage(ask: PublicationFileAsk): Promise<Uint8Array> {
  const speaker = speak(ask.language);
  const layers = (Object.keys(LAYERS) as PublishedKind[]).map((kind) => layerOf(kind, ask, speaker));
  return writeGeopackage(layers, ask.publication.publishedAt);
}
