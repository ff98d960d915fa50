import { speak } from '../../contract/messages/speak.ts';
import type { PublicationFileAsk } from '../../model/publication-file.ts';
import { toldCell } from './told-cell.ts';

/**
 * A published month as GeoJSON (RFC 7946, WGS 84): lines of feeders, places of transformers, under the names of the API's
 * fields; `because` is in words.
 */
export function publicationGeoJson({ language, publication, columns, rows }: PublicationFileAsk): Uint8Array {
  const speaker = speak(language);
  const { region, month, asOf } = publication;
  const features = rows.map((row) => {
    const figures = columns.map((column) => {
      const value = row.cells[column];
      return [column, typeof value === 'boolean' ? value : toldCell(row, column, speaker)] as const;
    });
    const properties = JSON.stringify(Object.fromEntries([['kind', row.kind], ...figures]));
    const id = JSON.stringify(`${region}:${month}.${row.kind}.${String(row.cells.id)}`);
    return `{"type":"Feature","id":${id},"properties":${properties},"geometry":${row.shape ?? 'null'}}`;
  });
  const head = JSON.stringify({ type: 'FeatureCollection', region, month, asOf }).slice(0, -1);
  return new TextEncoder().encode(`${head},"features":[\n${features.join(',\n')}\n]}\n`);
}
