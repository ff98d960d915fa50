/**
 * Strings in blocks of 16: of each, how many bytes it shares with the one before in its block (1 byte), how many it has
 * beyond (2 bytes, low first), and those. Neighbours are mostly ids that count up, so a third of the bytes remains.
 */

/** Strings of a block. */
export const STRINGS_PER_BLOCK = 16;
const MOST_SHARED = 255;
export const HEAD_BYTES = 3;
/** Longest string, bytes. */
export const MOST_BYTES = 65_535;

/** Bytes that two strings share at their start, as far as one byte can tell. */
export function sharedBytes(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length, MOST_SHARED);
  let shared = 0;
  while (shared < most && one[shared] === other[shared]) shared++;
  return shared;
}

/** Reads strings out of blocks, into one buffer: what it returns is good until the next call. */
export class StringReader {
  readonly #start: Uint32Array;
  readonly #text: Uint8Array;
  #scratch = Buffer.alloc(256);

  constructor(start: Uint32Array, text: Uint8Array) {
    [this.#start, this.#text] = [start, text];
  }

  /** UTF-8 of a string. */
  read(index: number): Buffer {
    const text = this.#text;
    let at = this.#start[Math.floor(index / STRINGS_PER_BLOCK)] ?? 0;
    let length = 0;
    for (let i = index - (index % STRINGS_PER_BLOCK); i <= index; i++) {
      const shared = text[at] ?? 0;
      const own = (text[at + 1] ?? 0) | ((text[at + 2] ?? 0) << 8);
      at += HEAD_BYTES;
      length = shared + own;
      if (length > this.#scratch.length) this.#scratch = Buffer.concat([this.#scratch, Buffer.alloc(length)]);
      for (let k = 0; k < own; k++) this.#scratch[shared + k] = text[at + k] ?? 0;
      at += own;
    }
    return this.#scratch.subarray(0, length);
  }

  /** Order of a string and some bytes, byte by byte. */
  compare(index: number, bytes: Uint8Array): number {
    return Buffer.compare(this.read(index), bytes);
  }
}
