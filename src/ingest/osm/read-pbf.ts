import { createReadStream } from 'node:fs';
import type { TransformCallback } from 'node:stream';
import { OSMTransform } from 'osm-pbf-parser-node';
import { ImportRefused } from '../import-refused.ts';
import type { OsmElement, OsmNode, OsmRelation, OsmWay } from './element.ts';

/** What the parser makes: an element without `tags` where it has none, or the file's header without a type. */
type Parsed =
  | OsmNode
  | (Omit<OsmWay, 'tags'> & { tags?: OsmWay['tags'] })
  | (Omit<OsmRelation, 'tags'> & { tags?: OsmRelation['tags'] })
  | { type?: undefined };

/** The parser throws on a damaged file, out of reach of who reads the stream; here the stream fails instead. */
class Decoded extends OSMTransform {
  override _transform(chunk: unknown, encoding: BufferEncoding, done: TransformCallback): void {
    try {
      super._transform(chunk, encoding, done);
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      super._flush(done);
    } catch (error) {
      done(error as Error);
    }
  }
}

/**
 * Elements of an `.osm.pbf` file in the order of the file, one block in memory at a time.
 *
 * @param nodeTags whether tags of nodes are wanted too.
 * @throws {ImportRefused} when the file cannot be read as such.
 */
export async function* readPbf(path: string, nodeTags = false): AsyncGenerator<OsmElement> {
  const decoded = new Decoded({ withTags: { node: nodeTags, way: true, relation: true } });
  const bytes = createReadStream(path);
  bytes.on('error', (error) => decoded.destroy(error));
  try {
    for await (const block of bytes.pipe(decoded) as AsyncIterable<readonly Parsed[]>) {
      for (const item of block) {
        if (item.type === 'node') yield item;
        else if (item.type !== undefined) yield { tags: {}, ...item };
      }
    }
  } catch (error) {
    throw new ImportRefused(path, null, `no readable .osm.pbf file (${String(error)})`);
  } finally {
    bytes.destroy();
  }
}
