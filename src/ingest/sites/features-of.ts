import { UnreadableSites } from '../../model/screening.ts';

/** A feature longer than this is none: a bracket is missing before it. Characters. */
const LONGEST = 1 << 20;

/** Where in the document the reader stands. */
type Mode = 'before' | 'inside' | 'after';

/** Cuts a GeoJSON FeatureCollection into its features while it comes in; holds one feature at a time. */
class Cutter {
  #mode: Mode = 'before';
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last string on the level of the collection's own members, or the feature that is being read. */
  #held = '';
  /** Where in the piece it goes on. */
  #from = 0;
  #found = 0;

  /** The features that end in this piece, as JSON. */
  *push(piece: string): Generator<string> {
    this.#from = 0;
    for (let i = 0; i < piece.length; i++) {
      const char = piece.charCodeAt(i);
      if (this.#inString) this.#string(char);
      else if (char === QUOTE) this.#quote(i);
      else if (char === OPEN || char === LIST) this.#open(piece, i, char);
      else if (this.#depth === 2 && this.#mode === 'inside' && !BETWEEN.has(char)) this.#refuse();
      else if ((char === CLOSE || char === LIST_END) && this.#close()) {
        yield this.#held + piece.slice(this.#from, i + 1);
        this.#restart(i + 1);
      }
    }
    this.#hold(piece.slice(this.#from));
  }

  /** @throws UnreadableSites where there is no list of features, or it does not end. */
  end(): void {
    if (this.#mode === 'before')
      throw new UnreadableSites(null, 'no GeoJSON FeatureCollection: it has no list of features');
    if (this.#mode === 'inside' || this.#depth !== 0)
      throw new UnreadableSites(`feature ${this.#found + 1}`, 'the file ends before the collection does');
  }

  #string(char: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (char === BACKSLASH) this.#escaped = true;
    else if (char === QUOTE) this.#inString = false;
  }

  #refuse(): never {
    throw new UnreadableSites(`feature ${this.#found + 1}`, 'no GeoJSON feature: it is no object in {}');
  }

  #quote(at: number): void {
    if (this.#depth === 2 && this.#mode === 'inside') this.#refuse();
    this.#inString = true;
    if (this.#depth === 1 && this.#mode === 'before') this.#restart(at);
  }

  #open(piece: string, at: number, char: number): void {
    if (this.#depth === 1 && this.#mode === 'before' && char === LIST && this.#isFeatures(piece, at))
      this.#mode = 'inside';
    if (this.#depth === 2 && this.#mode === 'inside') this.#restart(at);
    this.#depth++;
  }

  /** Whether a feature ends here. */
  #close(): boolean {
    this.#depth--;
    if (this.#mode !== 'inside') return false;
    if (this.#depth === 1) this.#mode = 'after';
    if (this.#depth === 2) this.#found++;
    return this.#depth === 2;
  }

  #restart(at: number): void {
    [this.#held, this.#from] = ['', at];
  }

  #hold(rest: string): void {
    if (this.#mode === 'after') return;
    this.#held += rest;
    if (this.#held.length > LONGEST)
      throw new UnreadableSites(`feature ${this.#found + 1}`, `longer than ${LONGEST} characters`);
  }

  #isFeatures(piece: string, to: number): boolean {
    return /^"features"\s*:\s*$/u.test(this.#held + piece.slice(this.#from, to));
  }
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, LIST_END] = Array.from('"\\{}[]', (char) => char.charCodeAt(0));

/** What may stand between two features, and end their list. */
const BETWEEN: ReadonlySet<number> = new Set(Array.from(', \n\r\t]', (char) => char.charCodeAt(0)));

/** Features of a GeoJSON FeatureCollection, parsed one by one. @throws UnreadableSites */
export async function* featuresOf(text: AsyncIterable<string>): AsyncGenerator {
  const cutter = new Cutter();
  let number = 0;
  for await (const piece of text) {
    for (const feature of cutter.push(piece)) {
      number++;
      try {
        yield JSON.parse(feature) as unknown;
      } catch {
        throw new UnreadableSites(`feature ${number}`, 'no JSON');
      }
    }
  }
  cutter.end();
}
