import type { PackedTable } from '../model/packed-table.ts';

/** For the places of one table the element that feeds each; places nothing feeds have none. */
export class FedPlaces implements Iterable<[id: string, element: number]> {
  readonly #table: PackedTable;
  readonly #element: Int32Array;
  readonly #order: number[] = [];

  constructor(table: PackedTable) {
    this.#table = table;
    this.#element = new Int32Array(table.length).fill(-1);
  }

  get(id: string): number | undefined {
    return this.at(this.#table.indexOf(id));
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** By the number of the place's row. */
  at(row: number): number | undefined {
    const element = this.#element[row] ?? -1;
    return element < 0 ? undefined : element;
  }

  /** A place fed twice keeps its turn, and the later element. */
  set(row: number, element: number): void {
    if (this.#element[row] === -1) this.#order.push(row);
    this.#element[row] = element;
  }

  /** Rows in the order in which they were first fed. */
  rows(): readonly number[] {
    return this.#order;
  }

  /** In the order in which the places were first fed. */
  *[Symbol.iterator](): Iterator<[string, number]> {
    const ids = this.#table.texts('id' as never);
    for (const row of this.#order) yield [ids.at(row) ?? '', this.#element[row] ?? -1];
  }
}
