import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { ImportRefused } from '../import-refused.ts';
import type { OsmElement, OsmRelation } from './element.ts';

type Attributes = Readonly<Record<string, string>>;

interface Draft {
  readonly type: 'node' | 'way' | 'relation';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly refs: number[];
  readonly members: OsmRelation['members'][number][];
  readonly tags: Record<string, string>;
}

const isElement = (name: string): name is Draft['type'] =>
  name === 'node' || name === 'way' || name === 'relation';

const begun = (type: Draft['type'], { id, lon, lat }: Attributes): Draft => ({
  type,
  id: Number(id),
  lon: Number(lon),
  lat: Number(lat),
  refs: [],
  members: [],
  tags: {},
});

/** Takes one inner tag into the element that is open. */
function take(draft: Draft, name: string, { k, v, ref, type, role }: Attributes): void {
  if (name === 'tag' && k !== undefined) draft.tags[k] = v ?? '';
  else if (name === 'nd') draft.refs.push(Number(ref));
  else if (name === 'member') draft.members.push({ type: type ?? '', ref: Number(ref), role: role ?? '' });
}

/** Elements that a parser has seen so far and nobody has taken yet. */
class Elements {
  readonly parser = new SaxesParser();
  root: string | null = null;
  #ready: OsmElement[] = [];
  #open: Draft | null = null;

  constructor() {
    this.parser.on('error', (error) => {
      throw error;
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.root ??= name;
      if (isElement(name)) this.#open = begun(name, attributes);
      else if (this.#open !== null) take(this.#open, name, attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      if (this.#open === null || name !== this.#open.type) return;
      this.#ready.push(this.#open);
      this.#open = null;
    });
  }

  taken(): OsmElement[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}

/**
 * Elements of an `.osm` XML file in the order of the file, one piece of it in memory at a time.
 *
 * @throws {ImportRefused} when the file cannot be read as such; with the line where it breaks off.
 */
export async function* readXml(path: string): AsyncGenerator<OsmElement> {
  const elements = new Elements();
  const text = createReadStream(path, 'utf8');
  try {
    for await (const piece of text as AsyncIterable<string>) {
      elements.parser.write(piece);
      yield* elements.taken();
    }
    elements.parser.close();
  } catch (error) {
    throw new ImportRefused(path, null, `no readable .osm file (${String(error)})`);
  } finally {
    text.destroy();
  }
  if (elements.root !== 'osm') {
    throw new ImportRefused(path, null, `the root is <${elements.root ?? ''}>, expected <osm>`);
  }
}
