/** What an entry costs beside its bytes: key and bookkeeping. */
const ENTRY_BYTES = 400;

/** Keeps what was used last, up to a number of bytes. */
export class ByteCache {
  readonly #most: number;
  readonly #entries = new Map<string, Uint8Array<ArrayBuffer>>();
  #bytes = 0;

  /** @param most bytes, with what the keys cost. */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const found = this.#entries.get(key);
    if (found === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  set(key: string, value: Uint8Array<ArrayBuffer>): void {
    this.#drop(key);
    this.#entries.set(key, value);
    this.#bytes += value.byteLength + ENTRY_BYTES;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const known = this.#entries.get(key);
    if (known === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= known.byteLength + ENTRY_BYTES;
  }
}
