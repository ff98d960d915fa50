import type { Branch } from './branch.ts';
import type { RadialNetwork } from './radial-network.ts';
import { type RadialNode, toPerUnit } from './to-per-unit.ts';

/** A new line or transformer and the voltage at its far end, kV. */
export interface NewBranch {
  readonly kv: number;
  readonly branch: Branch;
}

/** What a plan builds between the grid and the customer. */
export interface Building {
  /** Where the line above the node is cut, 0…1 from its upper end; absent = the supply starts at the node. */
  readonly cutAt?: number;
  /** From the source to the customer, one behind the other. */
  readonly via?: readonly NewBranch[];
}

const FLOATS = [
  'baseKv',
  'r',
  'x',
  'halfG',
  'halfB',
  'gain',
  'nominalGain',
  'nameplateX',
  'parentRatingA',
  'childRatingA',
] as const satisfies readonly (keyof RadialNetwork)[];

type Columns = { readonly [K in (typeof FLOATS)[number]]: Float64Array } & { readonly parent: Int32Array };

function columnsFor(capacity: number): Columns {
  const floats = Object.fromEntries(FLOATS.map((name) => [name, new Float64Array(capacity)]));
  return { ...(floats as Omit<Columns, 'parent'>), parent: new Int32Array(capacity) };
}

/** Copies the first `n` entries, those from `at` on one place further up. */
function shift(from: Float64Array | Int32Array, to: Float64Array | Int32Array, n: number, at: number): void {
  for (let i = 0; i < at; i++) to[i] = from[i] ?? 0;
  for (let i = at; i < n; i++) to[i + 1] = from[i] ?? 0;
}

/**
 * A network with what a plan builds in it: a line cut in two, and branches hung on one behind the other. Its columns are
 * kept and written anew by every `grow`, so that looking at another plan allocates nothing that grows with the feeder.
 *
 * A cut gives the line's upper part to a new node, which takes the index of the node below it; that one and all that
 * follow move up by one, and each part has its share of impedance and charging. What is hung on stands at the end.
 */
export class GrownNetwork {
  #columns = columnsFor(0);
  #capacity = 0;
  #size = 0;
  #baseKva = 1;
  /** Nodes of the network it was grown from, and where one was put in; the size where none was. */
  #from = 0;
  #opened = 0;
  /** Where the supply is taken, and where the customer stands. */
  source = 0;
  customer = 0;

  /**
   * @param base network it grows from; read only, not kept.
   * @param node node whose line is cut (not a source, not a transformer), or that the branches hang on.
   * @cost O(n), without allocation once the columns are large enough, but for what is built.
   */
  grow(base: RadialNetwork, node: number, { cutAt, via = [] }: Building): void {
    this.#reserve(base.size + 1 + via.length);
    this.#baseKva = base.baseKva;
    this.#from = base.size;
    this.#opened = cutAt === undefined ? base.size : node;
    this.#size = base.size + (cutAt === undefined ? 0 : 1);
    for (const name of FLOATS) shift(base[name], this.#columns[name], base.size, this.#opened);
    shift(base.parent, this.#columns.parent, base.size, this.#opened);
    if (cutAt !== undefined) this.#cut(node, cutAt);
    this.source = node;
    this.customer = node;
    if (via.length > 0) this.#hang(node, via);
  }

  /** As it has been grown; valid until it grows again. Its columns are longer than its size. */
  get network(): RadialNetwork {
    return { size: this.#size, baseKva: this.#baseKva, ...this.#columns };
  }

  get size(): number {
    return this.#size;
  }

  /** A column of the network it grew from, in the new order; 0 at new nodes. Writes the first `size` entries. */
  place(column: Float64Array, into: Float64Array): void {
    shift(column, into, this.#from, this.#opened);
    if (this.#opened < this.#from) into[this.#opened] = 0;
    into.fill(0, this.#from + (this.#opened < this.#from ? 1 : 0), this.#size);
  }

  /** Node of the network it grew from; -1 for a new one. */
  origin(node: number): number {
    if (node < this.#opened) return node;
    const isCut = this.#opened < this.#from;
    return isCut && node > this.#opened && node <= this.#from ? node - 1 : -1;
  }

  #reserve(size: number): void {
    if (size <= this.#capacity) return;
    this.#capacity = 2 * size;
    this.#columns = columnsFor(this.#capacity);
  }

  #cut(node: number, share: number): void {
    const { parent, baseKv, r, x, halfG, halfB, gain, nominalGain } = this.#columns;
    const { nameplateX, parentRatingA, childRatingA } = this.#columns;
    const above = parent[node + 1] ?? -1;
    for (let i = node + 1; i < this.#size; i++)
      if ((parent[i] ?? -1) >= node) parent[i] = (parent[i] ?? 0) + 1;
    parent[node] = above;
    parent[node + 1] = node;
    for (const shared of [r, x, halfG, halfB]) {
      const whole = shared[node + 1] ?? 0;
      shared[node] = whole * share;
      shared[node + 1] = whole * (1 - share);
    }
    for (const same of [baseKv, nameplateX, parentRatingA, childRatingA]) same[node] = same[node + 1] ?? 0;
    for (const ratio of [gain, nominalGain]) [ratio[node], ratio[node + 1]] = [ratio[node + 1] ?? 1, 1];
  }

  #hang(node: number, via: readonly NewBranch[]): void {
    const head: RadialNode = { parent: -1, kv: this.#columns.baseKv[node] ?? NaN, branch: null };
    const chain = via.map((link, i): RadialNode => ({ parent: i, ...link }));
    const tail = toPerUnit([head, ...chain], this.#baseKva);
    const first = this.#size;
    for (let i = 0; i < via.length; i++) {
      for (const name of FLOATS) this.#columns[name][first + i] = tail[name][i + 1] ?? 0;
      this.#columns.parent[first + i] = i === 0 ? node : first + i - 1;
    }
    this.#size = first + via.length;
    this.customer = this.#size - 1;
  }
}
