/** Children of an entry: four keep the queue flat, and their costs in one line of the cache. */
const WIDTH = 4;

/** Road nodes by cost, cheapest first; a node may stand in it several times. Typed arrays, grown by doubling. */
export class CostQueue {
  #costs = new Float64Array(1024);
  #nodes = new Int32Array(1024);
  #size = 0;
  /** Cost of the node that `pop` returned last. */
  cost = 0;

  clear(): void {
    this.#size = 0;
  }

  push(node: number, cost: number): void {
    if (this.#size === this.#nodes.length) this.#grow();
    const costs = this.#costs;
    const nodes = this.#nodes;
    let at = this.#size++;
    while (at > 0) {
      const up = (at - 1) >> 2;
      const above = costs[up] ?? 0;
      if (above <= cost) break;
      costs[at] = above;
      nodes[at] = nodes[up] ?? 0;
      at = up;
    }
    costs[at] = cost;
    nodes[at] = node;
  }

  /** The cheapest node, its cost in `cost`; −1 when nothing is left. */
  pop(): number {
    if (this.#size === 0) return -1;
    const costs = this.#costs;
    const nodes = this.#nodes;
    const top = nodes[0] ?? 0;
    this.cost = costs[0] ?? 0;
    const size = --this.#size;
    const cost = costs[size] ?? 0;
    const node = nodes[size] ?? 0;
    let at = 0;
    for (;;) {
      const first = WIDTH * at + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < first + WIDTH && child < size; child++) {
        if ((costs[child] ?? 0) < (costs[least] ?? 0)) least = child;
      }
      if ((costs[least] ?? 0) >= cost) break;
      costs[at] = costs[least] ?? 0;
      nodes[at] = nodes[least] ?? 0;
      at = least;
    }
    costs[at] = cost;
    nodes[at] = node;
    return top;
  }

  #grow(): void {
    const costs = this.#costs;
    const nodes = this.#nodes;
    this.#costs = new Float64Array(2 * costs.length);
    this.#nodes = new Int32Array(2 * nodes.length);
    this.#costs.set(costs);
    this.#nodes.set(nodes);
  }
}
