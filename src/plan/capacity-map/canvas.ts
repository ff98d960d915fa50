import { CELL_M, type CellGrid } from '../../model/cell-grid.ts';
import type { Reach } from './reach.ts';

/** Cells along a side of a block, as a power of two: blocks without free cells are passed over. */
const BLOCK_BITS = 4;

/** Cells that take a value each, once. */
export class Canvas {
  /** Per cell; what has none holds the value it began with. */
  readonly values: Int32Array;
  readonly #grid: CellGrid;
  readonly #free: Uint8Array;
  readonly #blocks: Int32Array;
  readonly #across: number;
  #left = 0;

  constructor(grid: CellGrid, value: number) {
    this.#grid = grid;
    this.values = new Int32Array(grid.size).fill(value);
    this.#free = new Uint8Array(grid.size);
    this.#across = (grid.columns >> BLOCK_BITS) + 1;
    this.#blocks = new Int32Array(this.#across * ((grid.rows >> BLOCK_BITS) + 1));
  }

  /** Lets these cells alone take values from now on. */
  open(isOpen: (cell: number) => boolean): void {
    this.#blocks.fill(0);
    this.#left = 0;
    for (let cell = 0; cell < this.#free.length; cell++) {
      const free = isOpen(cell) ? 1 : 0;
      this.#free[cell] = free;
      this.#left += free;
      const block = this.#blockOf(cell);
      this.#blocks[block] = (this.#blocks[block] ?? 0) + free;
    }
  }

  /** Free cells there are. */
  get left(): number {
    return this.#left;
  }

  /** Whether something reaches a free cell. */
  isReached(reach: Reach): boolean {
    return this.#walk(reach, () => true);
  }

  /** Gives the free cells that something reaches a value. */
  paint(reach: Reach, value: number): void {
    this.#walk(reach, (cell) => {
      this.values[cell] = value;
      this.#free[cell] = 0;
      this.#left--;
      const block = this.#blockOf(cell);
      this.#blocks[block] = (this.#blocks[block] ?? 0) - 1;
      return false;
    });
  }

  #blockOf(cell: number): number {
    const row = Math.floor(cell / this.#grid.columns);
    const column = cell - row * this.#grid.columns;
    return (row >> BLOCK_BITS) * this.#across + (column >> BLOCK_BITS);
  }

  /** Shows the free cells in reach to somebody, until one says that it is enough. @returns whether one did. */
  #walk(reach: Reach, isEnough: (cell: number) => boolean): boolean {
    const { box } = reach;
    const { west, south, columns, rows } = this.#grid;
    const first = Math.max(0, Math.floor(box[0] / CELL_M) - west);
    const last = Math.min(columns - 1, Math.floor(box[2] / CELL_M) - west);
    const top = Math.max(0, south + rows - 1 - Math.floor(box[3] / CELL_M));
    const bottom = Math.min(rows - 1, south + rows - 1 - Math.floor(box[1] / CELL_M));
    for (let row = top; row <= bottom; row++) {
      const y = (south + rows - row - 0.5) * CELL_M;
      const blocks = (row >> BLOCK_BITS) * this.#across;
      for (let column = first; column <= last; column++) {
        if (this.#blocks[blocks + (column >> BLOCK_BITS)] === 0) {
          column |= (1 << BLOCK_BITS) - 1;
          continue;
        }
        const cell = row * columns + column;
        if (this.#free[cell] === 0 || !reach.covers(cell, (west + column + 0.5) * CELL_M, y)) continue;
        if (isEnough(cell)) return true;
      }
    }
    return false;
  }
}
