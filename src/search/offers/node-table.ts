const FREE = -1;

/**
 * What one search knows of the few road nodes it touches: a hash table in place of a column per node, so that it stays
 * in the cache and costs a thread some kilobytes whatever the size of the region.
 */
export class NodeTable {
  #nodes = new Int32Array(1024).fill(FREE);
  /** Least cost known; Infinity = not reached. */
  cost = new Float64Array(1024);
  /** Edge by which it is reached; −1 − i = from access i. */
  via = new Int32Array(1024);
  /** 1 = its cost is final. */
  settled = new Uint8Array(1024);
  /** First candidate end at it; −1 none. */
  head = new Int32Array(1024);
  #used = new Int32Array(512);
  #size = 0;

  clear(): void {
    for (let i = 0; i < this.#size; i++) this.#nodes[this.#used[i] ?? 0] = FREE;
    this.#size = 0;
  }

  /** Slot of a node, made where there is none. Slots move when one is made. */
  slot(node: number): number {
    const mask = this.#nodes.length - 1;
    let at = (Math.imul(node, 0x9e3779b1) >>> 12) & mask;
    for (let found = this.#nodes[at] ?? FREE; found !== FREE; found = this.#nodes[at] ?? FREE) {
      if (found === node) return at;
      at = (at + 1) & mask;
    }
    if (this.#size === this.#used.length) {
      this.#grow();
      return this.slot(node);
    }
    this.#used[this.#size++] = at;
    this.#nodes[at] = node;
    this.cost[at] = Infinity;
    this.settled[at] = 0;
    this.head[at] = -1;
    return at;
  }

  #grow(): void {
    const nodes = this.#nodes;
    const cost = this.cost;
    const via = this.via;
    const settled = this.settled;
    const head = this.head;
    const used = this.#used;
    const size = this.#size;
    const room = 2 * nodes.length;
    this.#nodes = new Int32Array(room).fill(FREE);
    this.cost = new Float64Array(room);
    this.via = new Int32Array(room);
    this.settled = new Uint8Array(room);
    this.head = new Int32Array(room);
    this.#used = new Int32Array(room / 2);
    this.#size = 0;
    for (let i = 0; i < size; i++) {
      const old = used[i] ?? 0;
      const at = this.slot(nodes[old] ?? 0);
      this.cost[at] = cost[old] ?? 0;
      this.via[at] = via[old] ?? 0;
      this.settled[at] = settled[old] ?? 0;
      this.head[at] = head[old] ?? 0;
    }
  }
}
