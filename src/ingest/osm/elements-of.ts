import { ImportRefused } from '../import-refused.ts';
import type { OsmElement } from './element.ts';
import { readPbf } from './read-pbf.ts';
import { readXml } from './read-xml.ts';

/** What of a file is wanted beyond its elements; tags of nodes cost time where nobody reads them. */
interface Wanted {
  readonly nodeTags?: boolean;
}

/**
 * Elements of an OpenStreetMap file by the ending of its name.
 *
 * @throws {ImportRefused} when the name has another ending, or the file cannot be read as what it is called.
 */
export const elementsOf = (path: string, { nodeTags = false }: Wanted = {}): AsyncGenerator<OsmElement> => {
  if (path.endsWith('.pbf')) return readPbf(path, nodeTags);
  if (path.endsWith('.osm')) return readXml(path);
  throw new ImportRefused(path, null, 'the name of an OpenStreetMap file ends in .osm.pbf or .osm');
};
