/** Numbers places in the order they come, each place once: a hash table on typed arrays, 24 bytes a place at most. */
export class PlaceTable {
  readonly #slots: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  size = 0;

  /** @param most places that can come. */
  constructor(most: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2))).fill(-1);
    this.x = new Int32Array(most);
    this.y = new Int32Array(most);
  }

  numberOf(x: number, y: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) & mask;
    for (;;) {
      const known = this.#slots[slot] ?? -1;
      if (known < 0) break;
      if (this.x[known] === x && this.y[known] === y) return known;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.size;
    this.x[this.size] = x;
    this.y[this.size] = y;
    return this.size++;
  }
}
