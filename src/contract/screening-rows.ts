import { stringify } from 'csv-stringify/sync';
import { type ChunkOut, type ScreenedSite, type ScreeningSite, emptyRow } from '../model/screening.ts';

/** Columns of the results, in their order. */
const COLUMNS = Object.keys(emptyRow(0, '', 'none')) as readonly (keyof ScreenedSite)[];

const BOM = '\uFEFF';

/** Results of a part; of one that nobody has got to, a row for each site that says so. */
export const rowsOf = ({ sites, rows }: ChunkOut): readonly ScreenedSite[] =>
  rows === null
    ? (JSON.parse(sites) as readonly ScreeningSite[]).map(({ line, id }) =>
        emptyRow(line, id, 'not-screened'),
      )
    : (JSON.parse(rows) as readonly ScreenedSite[]);

/** A format of results, piece by piece. */
export interface ResultFormat {
  readonly type: string;
  readonly head: string;
  /** @param isFirst whether rows came before. */
  readonly rows: (rows: readonly ScreenedSite[], isFirst: boolean) => string;
  readonly tail: string;
}

const feature = ({ lon, lat, id, ...properties }: ScreenedSite): string =>
  JSON.stringify({
    type: 'Feature',
    id,
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties,
  });

/** Formats by the ending of the path. */
export const RESULT_FORMATS: Readonly<Record<'csv' | 'ndjson' | 'geojson', ResultFormat>> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${BOM}${COLUMNS.join(',')}\r\n`,
    rows: (rows) =>
      stringify([...rows], { columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' }),
    tail: '',
  },
  ndjson: {
    type: 'application/x-ndjson',
    head: '',
    rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    tail: '',
  },
  geojson: {
    type: 'application/geo+json',
    head: '{"type":"FeatureCollection","features":[\n',
    rows: (rows, isFirst) => (isFirst || rows.length === 0 ? '' : ',\n') + rows.map(feature).join(',\n'),
    tail: '\n]}\n',
  },
};
