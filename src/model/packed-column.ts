import type { Column, ColumnType } from './record-column.ts';

/** Values of one column of a table, row after row, without an object per row. */
export interface PackedColumn {
  /** Adds the next row's value; `null` = unknown. */
  append(value: unknown): void;
  /** The value of a row as the record has it. */
  at(row: number): unknown;
}

type Numbers = Float64Array | Uint32Array | Int32Array | Uint8Array;

/** Room for one more entry and those before it, doubled whenever it runs out. */
const roomFor = <A extends Numbers>(array: A, length: number): A => {
  if (length <= array.length) return array;
  const grown = new (array.constructor as new (length: number) => A)(Math.max(length, 2 * array.length));
  (grown as Uint8Array).set(array);
  return grown;
};

const FIRST_ROOM = 16;

/** Doubles; unknown is NaN, which no column of the record may hold. */
export class RealColumn implements PackedColumn {
  #values = new Float64Array(FIRST_ROOM);
  #length = 0;

  append(value: unknown): void {
    this.#values = roomFor(this.#values, this.#length + 1);
    this.#values[this.#length++] = typeof value === 'number' ? value : NaN;
  }

  at(row: number): number | null {
    const value = this.#values[row] ?? NaN;
    return Number.isNaN(value) ? null : value;
  }
}

const NO_WHOLE = -2_147_483_648;

/** Whole numbers of 32 bits but the smallest, which stands for unknown. */
export class WholeColumn implements PackedColumn {
  #values = new Int32Array(FIRST_ROOM);
  #length = 0;

  append(value: unknown): void {
    this.#values = roomFor(this.#values, this.#length + 1);
    this.#values[this.#length++] = typeof value === 'number' ? value : NO_WHOLE;
  }

  at(row: number): number | null {
    const value = this.#values[row] ?? NO_WHOLE;
    return value === NO_WHOLE ? null : value;
  }
}

/** One of a few values: a byte for each row. */
class ChoiceColumn implements PackedColumn {
  readonly #choices: readonly unknown[];
  #codes = new Uint8Array(FIRST_ROOM);
  #length = 0;

  constructor(choices: readonly unknown[]) {
    this.#choices = [null, ...choices];
  }

  append(value: unknown): void {
    this.#codes = roomFor(this.#codes, this.#length + 1);
    const code = this.#choices.indexOf(value ?? null);
    if (code < 0) throw new Error(`${String(value)} is none of ${this.#choices.slice(1).join(', ')}`);
    this.#codes[this.#length++] = code;
  }

  at(row: number): unknown {
    return this.#choices[this.#codes[row] ?? 0];
  }
}

/** Texts as UTF-8, one behind the other. */
export class TextColumn implements PackedColumn {
  bytes: Uint8Array = new Uint8Array(FIRST_ROOM);
  /** End of each row's bytes. */
  #ends = new Uint32Array(FIRST_ROOM);
  #unknown: Uint8Array = new Uint8Array(0);
  #buffer = Buffer.from(this.bytes.buffer);
  length = 0;

  append(value: unknown): void {
    if (typeof value !== 'string') {
      this.#unknown = roomFor(this.#unknown, this.length + 1);
      this.#unknown[this.length] = 1;
      this.#end(this.start(this.length));
      return;
    }
    const at = this.start(this.length);
    this.#make(at + 3 * value.length);
    this.#end(at + this.#buffer.write(value, at));
  }

  /** Adds a text that is UTF-8 already. */
  appendBytes(from: Uint8Array, start: number, end: number): void {
    const at = this.start(this.length);
    this.#make(at + end - start);
    if (end - start < 32) for (let i = start; i < end; i++) this.bytes[at + i - start] = from[i] ?? 0;
    else this.bytes.set(from.subarray(start, end), at);
    this.#end(at + end - start);
  }

  at(row: number): string | null {
    return this.#unknown[row] === 1 ? null : this.#buffer.toString('utf8', this.start(row), this.end(row));
  }

  start(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
  }

  end(row: number): number {
    return this.#ends[row] ?? 0;
  }

  /** Order of a text and one of another column, byte by byte. */
  compare(row: number, other: TextColumn, otherRow: number): number {
    const a = this.bytes;
    const b = other.bytes;
    const end = this.end(row);
    const otherEnd = other.end(otherRow);
    let i = this.start(row);
    let j = other.start(otherRow);
    while (i < end && j < otherEnd) {
      const difference = (a[i++] ?? 0) - (b[j++] ?? 0);
      if (difference !== 0) return difference;
    }
    return end - i - (otherEnd - j);
  }

  #make(length: number): void {
    const bytes = roomFor(this.bytes, length);
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer);
  }

  #end(end: number): void {
    this.#ends = roomFor(this.#ends, this.length + 1);
    this.#ends[this.length++] = end;
  }
}

const DAY_MS = 86_400_000;

/** ISO days as days since 1970-01-01. */
class DayColumn implements PackedColumn {
  readonly #days = new WholeColumn();

  append(value: unknown): void {
    this.#days.append(typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) / DAY_MS : null);
  }

  at(row: number): string | null {
    const day = this.#days.at(row);
    return day === null ? null : new Date(day * DAY_MS).toISOString().slice(0, 10);
  }
}

/** Lists of doubles, one behind the other. */
export class ListColumn implements PackedColumn {
  values = new Float64Array(FIRST_ROOM);
  #ends = new Uint32Array(FIRST_ROOM);
  /** 1 = unknown, which is not the empty list. */
  #unknown: Uint8Array = new Uint8Array(0);
  #length = 0;

  append(value: unknown): void {
    const list = Array.isArray(value) ? (value as readonly number[]) : null;
    const at = this.start(this.#length);
    if (list === null) {
      this.#unknown = roomFor(this.#unknown, this.#length + 1);
      this.#unknown[this.#length] = 1;
    } else {
      this.values = roomFor(this.values, at + list.length);
      this.values.set(list, at);
    }
    this.#ends = roomFor(this.#ends, this.#length + 1);
    this.#ends[this.#length++] = at + (list?.length ?? 0);
  }

  at(row: number): readonly number[] | null {
    return this.#unknown[row] === 1 ? null : Array.from(this.values.subarray(this.start(row), this.end(row)));
  }

  start(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
  }

  end(row: number): number {
    return this.#ends[row] ?? 0;
  }
}

/** Rings of polygons, one behind the other. */
class PolygonColumn implements PackedColumn {
  readonly #rings = new ListColumn();
  #ends = new Uint32Array(FIRST_ROOM);
  #length = 0;

  append(value: unknown): void {
    const rings = value as readonly (readonly number[])[];
    const first = this.#length === 0 ? 0 : (this.#ends[this.#length - 1] ?? 0);
    for (const ring of rings) this.#rings.append(ring);
    this.#ends = roomFor(this.#ends, this.#length + 1);
    this.#ends[this.#length++] = first + rings.length;
  }

  at(row: number): readonly (readonly number[])[] {
    const first = row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
    const count = (this.#ends[row] ?? 0) - first;
    return Array.from({ length: count }, (_, i) => this.#rings.at(first + i) ?? []);
  }
}

const MAKERS: Readonly<Record<ColumnType, () => PackedColumn>> = {
  text: () => new TextColumn(),
  real: () => new RealColumn(),
  integer: () => new WholeColumn(),
  boolean: () => new ChoiceColumn([false, true]),
  date: () => new DayColumn(),
  line: () => new ListColumn(),
  polygon: () => new PolygonColumn(),
  curve: () => new ListColumn(),
};

/** An empty column for what the record says of one. */
export const packedColumn = ({ type, oneOf }: Column): PackedColumn =>
  oneOf === undefined ? MAKERS[type]() : new ChoiceColumn(oneOf);
