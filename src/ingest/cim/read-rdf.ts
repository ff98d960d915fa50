import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ImportRefused } from '../import-refused.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** One description of one object: several files may each say something of it. */
export interface Described {
  /** Local name of its class. */
  readonly type: string;
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** Values by local name of the property; references by the id they lead to, enumerations by their URI. */
  readonly values: Readonly<Record<string, string>>;
}

/** The id of an object, however a file writes it: `_x`, `#_x`, `urn:uuid:x`. URIs of other things stay whole. */
const toId = (text: string): string => text.replace(/^.*#_|^#|^urn:uuid:|^_/u, '');

const attribute = (tag: SaxesTagNS, local: string): string | null =>
  Object.values(tag.attributes).find((each) => each.uri === RDF && each.local === local)?.value ?? null;

interface Draft {
  type: string;
  id: string;
  line: number;
  values: Record<string, string>;
}

/** Objects that a parser has seen so far and nobody has taken yet. */
class Objects {
  readonly parser = new SaxesParser({ xmlns: true });
  #ready: Draft[] = [];
  #open: Draft | null = null;
  #property: string | null = null;
  #text = '';
  #depth = 0;
  rootIsRdf = false;

  constructor() {
    this.parser.on('error', (error) => {
      throw error;
    });
    this.parser.on('opentag', (tag) => {
      this.#enter(tag);
    });
    this.parser.on('text', (text) => {
      if (this.#property !== null) this.#text += text;
    });
    this.parser.on('closetag', () => {
      this.#leave();
    });
  }

  #enter(tag: SaxesTagNS): void {
    const depth = this.#depth++;
    if (depth === 0) this.rootIsRdf = tag.uri === RDF && tag.local === 'RDF';
    else if (depth === 1) {
      const id = attribute(tag, 'ID') ?? attribute(tag, 'about');
      this.#open = id === null ? null : { type: tag.local, id: toId(id), line: this.parser.line, values: {} };
    } else if (depth === 2 && this.#open !== null) {
      const resource = attribute(tag, 'resource');
      if (resource !== null) this.#open.values[tag.local] = toId(resource);
      else [this.#property, this.#text] = [tag.local, ''];
    }
  }

  #leave(): void {
    const depth = --this.#depth;
    if (depth === 2 && this.#property !== null && this.#open !== null) {
      this.#open.values[this.#property] = this.#text.trim();
      this.#property = null;
    } else if (depth === 1 && this.#open !== null) {
      this.#ready.push(this.#open);
      this.#open = null;
    }
  }

  taken(): Draft[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}

/**
 * Objects of a CIM RDF/XML file in the order of the file, one piece of it in memory at a time.
 *
 * @throws {ImportRefused} when the file cannot be read as such; with the line where it breaks off.
 */
export async function* readRdf(path: string): AsyncGenerator<Described> {
  const file = basename(path);
  const objects = new Objects();
  const text = createReadStream(path, 'utf8');
  try {
    for await (const piece of text as AsyncIterable<string>) {
      objects.parser.write(piece);
      for (const each of objects.taken()) yield { ...each, file };
    }
    objects.parser.close();
  } catch (error) {
    throw new ImportRefused(file, null, `no readable RDF/XML file (${String(error)})`);
  } finally {
    text.destroy();
  }
  if (!objects.rootIsRdf) throw new ImportRefused(file, null, 'the root is not <rdf:RDF>');
}
