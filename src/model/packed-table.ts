import { type PackedColumn, TextColumn, packedColumn } from './packed-column.ts';
import { RECORD, type RegionRows, type Row, type TableName } from './record.ts';

/** A row as its table and its number; cells are read when asked for. */
interface Cursor {
  readonly columns: Readonly<Record<string, PackedColumn>>;
  readonly index: number;
}

type RowMaker = new (columns: Cursor['columns'], index: number) => Cursor;

/** Rows of one table: every column is a property read from the packed column. */
function rowMaker(table: TableName): RowMaker {
  class PackedRow implements Cursor {
    // Declared only: a field of its own would be defined once more for each of millions of rows.
    declare readonly columns: Cursor['columns'];
    declare readonly index: number;

    constructor(columns: Cursor['columns'], index: number) {
      this.columns = columns;
      this.index = index;
    }
  }
  for (const name of Object.keys(RECORD[table].columns)) {
    Object.defineProperty(PackedRow.prototype, name, {
      get(this: Cursor) {
        return this.columns[name]?.at(this.index);
      },
    });
  }
  return PackedRow;
}

const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
};

/** Ids of a table by their bytes: an open hash table of row numbers, at most 16 bytes a row. */
class IdIndex {
  readonly #ids: TextColumn;
  readonly #slots: Int32Array;

  constructor(ids: TextColumn) {
    this.#ids = ids;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * ids.length + 2))).fill(-1);
    for (let row = 0; row < ids.length; row++) {
      this.#slots[this.#slot(ids.bytes, ids.start(row), ids.end(row))] = row;
    }
  }

  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slot(bytes, start, end)] ?? -1;
  }

  /** Slot that holds these bytes, else the free one where they belong. */
  #slot(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes, start, end) & mask;
    for (;;) {
      const row = this.#slots[slot] ?? -1;
      if (row < 0 || this.#isAt(row, bytes, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(row: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ids.start(row);
    if (this.#ids.end(row) - from !== end - start) return false;
    const own = this.#ids.bytes;
    for (let i = start; i < end; i++) if (own[from + i - start] !== bytes[i]) return false;
    return true;
  }
}

/**
 * A table of the record column by column: about as many bytes as its text has characters, and no object per row.
 *
 * Rows stand in the order in which they were added; whoever fills a table adds them in the byte order of their key.
 */
export class PackedTable<T extends TableName = TableName> implements Iterable<Row<T>> {
  readonly name: T;
  readonly columns: Readonly<Record<string, PackedColumn>>;
  readonly #maker: RowMaker;
  #length = 0;
  #ids: IdIndex | undefined;

  constructor(name: T) {
    this.name = name;
    this.columns = Object.fromEntries(
      Object.entries(RECORD[name].columns).map(([column, of]) => [column, packedColumn(of)]),
    );
    this.#maker = rowMaker(name);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds a row; its cells are copied. */
  append(row: Row<T>): void {
    const cells: Readonly<Record<string, unknown>> = row;
    for (const [name, column] of Object.entries(this.columns)) column.append(cells[name]);
    this.endRow();
  }

  /** Counts a row whose cells were added to the columns one by one. */
  endRow(): void {
    this.#length++;
  }

  /** A row; its cells are read from the columns whenever they are asked for, and its properties are not its own. */
  row(index: number): Row<T> {
    // The maker defines a property for every column of the description that the type is made from.
    return new this.#maker(this.columns, index) as unknown as Row<T>;
  }

  *[Symbol.iterator](): Iterator<Row<T>> {
    for (let i = 0; i < this.#length; i++) yield this.row(i);
  }

  /** Column of texts, such as `id`. */
  texts(name: keyof Row<T> & string): TextColumn {
    const column = this.columns[name];
    if (column instanceof TextColumn) return column;
    throw new Error(`${this.name}.${name} holds no text`);
  }

  /** Number of the row with an id; -1 where there is none. */
  indexOf(id: string): number {
    const bytes = Buffer.from(id);
    return this.#byId().find(bytes, 0, bytes.length);
  }

  find(id: string): Row<T> | undefined {
    const index = this.indexOf(id);
    return index < 0 ? undefined : this.row(index);
  }

  /** For every row of another table the number of the row here that one of its columns names; -1 where it names none. */
  named(by: TextColumn): Int32Array {
    const ids = this.#byId();
    return Int32Array.from({ length: by.length }, (_, i) => {
      const start = by.start(i);
      const end = by.end(i);
      return start === end ? -1 : ids.find(by.bytes, start, end);
    });
  }

  /** Built when first needed, after the last row was added. */
  #byId(): IdIndex {
    this.#ids ??= new IdIndex(this.columns['id'] as TextColumn);
    return this.#ids;
  }
}

/** A packed row as an object of its own, whose cells are its properties. */
export function plainRow<R extends object>(row: R): R {
  // `Cursor` is how rows are made, hidden from those who read them.
  const { columns, index } = row as unknown as Cursor;
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.at(index)])) as R;
}

/** Tables of a region. */
export type PackedRows<T extends TableName = TableName> = { readonly [N in T]: PackedTable<N> };

const keyBytes = (table: TableName, row: object): Buffer => {
  const cells = row as Readonly<Record<string, unknown>>;
  return Buffer.from(RECORD[table].key.map((name) => String(cells[name])).join('\0'));
};

const packTable = <T extends TableName>(name: T, rows: RegionRows[T]): PackedTable<T> => {
  const table = new PackedTable(name);
  const keyed = [...rows].map((row) => ({ row, key: keyBytes(name, row) }));
  for (const { row } of keyed.sort((a, b) => Buffer.compare(a.key, b.key))) table.append(row);
  return table;
};

/** Packs the tables of a region, each in the byte order of its key, whatever order the rows come in. */
export const packRows = <T extends TableName>(rows: Pick<RegionRows, T>): PackedRows<T> =>
  // Every table is packed under its own name.
  Object.fromEntries(
    (Object.keys(rows) as T[]).map((name) => [name, packTable(name, rows[name])]),
  ) as unknown as PackedRows<T>;
