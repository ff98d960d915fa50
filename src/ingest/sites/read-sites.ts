import { type ReadSites, type SiteDefect, type SiteRecord, UnreadableSites } from '../../model/screening.ts';
import { ImportRefused } from '../import-refused.ts';
import { csvRecords } from '../tables/csv-records.ts';
import { utf8Text } from '../tables/utf8-text.ts';
import { featuresOf } from './features-of.ts';

/** How the upload is called in what is said about it. */
const FILE = 'sites';

const flawOf = (code: string, received: string | number | null, allowed: string): SiteDefect => ({
  column: null,
  code,
  received,
  allowed,
});

async function* fromTable(bytes: AsyncIterable<Buffer>): AsyncGenerator<SiteRecord> {
  let header: readonly string[] | null = null;
  for await (const { cells, line } of csvRecords(bytes, FILE)) {
    if (header === null) {
      header = cells.map((name) => name.trim());
      const twice = header.find((name, i) => name !== '' && header?.indexOf(name) !== i);
      if (twice !== undefined) throw new UnreadableSites('line 1', `column ${twice} is named twice`);
      continue;
    }
    const names = header;
    const given = names.flatMap((name, i): [string, string][] => {
      const cell = cells[i]?.trim() ?? '';
      return cell === '' || name === '' ? [] : [[name, cell]];
    });
    const isWhole = cells.length === names.length;
    const flaw = isWhole
      ? null
      : flawOf('wrong-format', cells.length, `${names.length} cells, as the header has`);
    yield { line, cells: Object.fromEntries(given), flaw };
  }
  if (header === null) throw new UnreadableSites(null, 'empty: the first line names the columns');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromFeature(feature: unknown, line: number): SiteRecord {
  const { geometry, properties, id } = isObject(feature) ? feature : {};
  const cells = Object.fromEntries(
    Object.entries(isObject(properties) ? properties : {}).filter(([, value]) => value !== null),
  );
  if (id !== undefined && id !== null) cells['id'] = id;
  const type = isObject(geometry) ? geometry['type'] : null;
  const place = isObject(geometry) ? geometry['coordinates'] : null;
  if (type !== 'Point' || !Array.isArray(place))
    return { line, cells, flaw: flawOf('wrong-type', typeof type === 'string' ? type : null, 'a Point') };
  const [lon, lat] = place as unknown[];
  cells['lon'] = lon;
  cells['lat'] = lat;
  return { line, cells, flaw: null };
}

async function* fromFeatures(bytes: AsyncIterable<Buffer>): AsyncGenerator<SiteRecord> {
  let line = 0;
  for await (const feature of featuresOf(utf8Text(bytes, FILE))) yield fromFeature(feature, ++line);
}

/** Sites of a CSV table or a GeoJSON FeatureCollection of points, as a stream. */
export const readSites: ReadSites = async function* (bytes, format) {
  try {
    yield* format === 'csv' ? fromTable(bytes) : fromFeatures(bytes);
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    const [, message = error.message] = /: (.*)$/su.exec(error.message) ?? [];
    throw new UnreadableSites(error.where, message);
  }
};
