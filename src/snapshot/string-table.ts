import { HEAD_BYTES, MOST_BYTES, STRINGS_PER_BLOCK, sharedBytes } from './string-block.ts';

/** Bytes to begin with. */
const FIRST_ROOM = 1 << 16;

/** Strings stored once, as bytes in one buffer and numbers in one hash table; index 0 is the empty string. */
export class StringTable {
  #bytes = Buffer.alloc(FIRST_ROOM);
  #starts = new Uint32Array(FIRST_ROOM);
  #slots = new Int32Array(FIRST_ROOM).fill(-1);
  size = 0;
  bytes = 0;

  constructor() {
    this.add('');
  }

  add(text: string): number {
    const most = this.bytes + 3 * text.length;
    if (most > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(Math.max(most, this.#bytes.length))]);
    const end = this.bytes + this.#bytes.write(text, this.bytes);
    if (end - this.bytes > MOST_BYTES)
      throw new Error(`a text of ${end - this.bytes} bytes: ${text.slice(0, 100)} …`);
    const slot = this.#slotOf(this.bytes, end);
    const known = this.#slots[slot] ?? -1;
    if (known >= 0) return known;
    if (2 * (this.size + 1) > this.#slots.length) this.#grow();
    return this.#keep(end);
  }

  /** The strings in blocks (see `string-block.ts`): where each block starts, and all of them. */
  pack(): { readonly starts: Uint32Array; readonly text: Uint8Array } {
    const starts = new Uint32Array(Math.ceil(this.size / STRINGS_PER_BLOCK));
    const text = Buffer.alloc(this.bytes + HEAD_BYTES * this.size);
    let at = 0;
    let before = this.#bytes.subarray(0, 0);
    for (let i = 0; i < this.size; i++) {
      const whole = this.#bytes.subarray(this.#starts[i] ?? 0, this.#end(i));
      const isFirst = i % STRINGS_PER_BLOCK === 0;
      if (isFirst) starts[i / STRINGS_PER_BLOCK] = at;
      const shared = isFirst ? 0 : sharedBytes(before, whole);
      text[at] = shared;
      at = text.writeUInt16LE(whole.length - shared, at + 1);
      at += whole.copy(text, at, shared);
      before = whole;
    }
    return { starts, text: text.subarray(0, at) };
  }

  #keep(end: number): number {
    this.#slots[this.#slotOf(this.bytes, end)] = this.size;
    this.#starts[this.size] = this.bytes;
    this.bytes = end;
    return this.size++;
  }

  #end(index: number): number {
    return index + 1 === this.size ? this.bytes : (this.#starts[index + 1] ?? 0);
  }

  /** Slot that holds these bytes, else the free one where they belong. */
  #slotOf(start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (this.#bytes[i] ?? 0), 0x01000193);
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0 || this.#isAt(index, start, end)) return slot;
    }
  }

  #isAt(index: number, start: number, end: number): boolean {
    const from = this.#starts[index] ?? 0;
    if (this.#end(index) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#bytes[from + i - start] !== this.#bytes[i]) return false;
    return true;
  }

  #grow(): void {
    const starts = new Uint32Array(2 * this.#starts.length);
    starts.set(this.#starts);
    this.#starts = starts;
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let i = 0; i < this.size; i++) this.#slots[this.#slotOf(this.#starts[i] ?? 0, this.#end(i))] = i;
  }
}
