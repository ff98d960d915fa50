import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ImportRefused } from '../import-refused.ts';
import type { ProfileFile } from './find-profiles.ts';
import { xmlText } from './xml-text.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** One description of one object: several files may each say something of it. */
export interface Described {
  /** Local name of its class; `Description` where this file does not say. */
  readonly type: string;
  readonly id: string;
  /** Whether it is said to be here (`rdf:ID`), and not only more said of it (`rdf:about`). */
  readonly defines: boolean;
  readonly file: string;
  readonly line: number;
  /** Values by local name of the property; references by the id they lead to, enumerations by their URI. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The id of an object, however a file writes it: `_x`, `#_x`, `urn:uuid:x`, or after the file's own address. URIs of
 * other things stay whole.
 */
const toId = (text: string, base: string): string =>
  (base !== '' && text.startsWith(`${base}#`) ? text.slice(base.length) : text).replace(
    /^.*#_|^#?urn:uuid:|^#|^_/u,
    '',
  );

const attribute = (tag: SaxesTagNS, uri: string, local: string): string | null =>
  Object.values(tag.attributes).find((each) => each.uri === uri && each.local === local)?.value ?? null;

interface Draft {
  type: string;
  id: string;
  defines: boolean;
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
  #base = '';
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
    this.parser.on('cdata', (text) => {
      if (this.#property !== null) this.#text += text;
    });
    this.parser.on('closetag', () => {
      this.#leave();
    });
  }

  #enter(tag: SaxesTagNS): void {
    const depth = this.#depth++;
    if (depth === 0) {
      this.rootIsRdf = tag.uri === RDF && tag.local === 'RDF';
      this.#base = (attribute(tag, XML, 'base') ?? '').replace(/#$/u, '');
    } else if (depth === 1) this.#begin(tag);
    else if (depth === 2 && this.#open !== null) this.#say(this.#open, tag);
  }

  #begin(tag: SaxesTagNS): void {
    const own = attribute(tag, RDF, 'ID');
    const id = own ?? attribute(tag, RDF, 'about');
    const { line } = this.parser;
    this.#open =
      id === null
        ? null
        : { type: tag.local, id: toId(id, this.#base), defines: own !== null, line, values: {} };
  }

  #say(open: Draft, tag: SaxesTagNS): void {
    const resource = attribute(tag, RDF, 'resource');
    if (resource === null) [this.#property, this.#text] = [tag.local, ''];
    else if (tag.uri === RDF && tag.local === 'type') open.type = resource.replace(/^.*[#/]/u, '');
    else open.values[tag.local] = toId(resource, this.#base);
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

/** The parser says `line:column: why`. */
const refusal = (file: string, error: unknown): ImportRefused => {
  if (error instanceof ImportRefused) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, line, column, why] = /^(\d+):(\d+): ([^]*)$/u.exec(message) ?? [];
  const where = line === undefined ? null : `line ${line}, column ${column ?? ''}`;
  return new ImportRefused(file, where, `no readable RDF/XML file (${why ?? message})`);
};

/**
 * Objects of a CIM RDF/XML file in the order of the file, one piece of it in memory at a time.
 *
 * @throws {ImportRefused} when the file cannot be read as such; with the line where it breaks off.
 */
export async function* readRdf({ file, bytes }: ProfileFile): AsyncGenerator<Described> {
  const objects = new Objects();
  try {
    for await (const piece of xmlText(bytes(), file)) {
      objects.parser.write(piece);
      for (const { type, id, defines, line, values } of objects.taken())
        yield { type, id, defines, file, line, values };
    }
    objects.parser.close();
  } catch (error) {
    throw refusal(file, error);
  }
  if (!objects.rootIsRdf) throw new ImportRefused(file, null, 'the root is not <rdf:RDF>');
}
