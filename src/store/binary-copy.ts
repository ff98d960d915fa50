/**
 * Rows of COPY's binary format, from pieces cut anywhere.
 *
 * @source PostgreSQL documentation, COPY, "Binary Format": a signature of 11 bytes, flags and the length of an extension
 *         (4 bytes each), then per row the number of fields (2 bytes, −1 ends the data) and per field its length
 *         (4 bytes, −1 = NULL) and bytes; big-endian.
 */

import { StoreFault } from './store-fault.ts';

/** Takes one field out of the bytes; `length` −1 = NULL. */
export type TakeField = (bytes: Buffer, at: number, length: number) => void;

const SIGNATURE_BYTES = 11;
const NULL = -1;

/** Cuts pieces into rows and hands every field to the taker of its place. Holds no more than one unfinished row. */
export class BinaryRows {
  readonly #takers: readonly TakeField[];
  readonly #endRow: () => void;
  #rest: Buffer = Buffer.alloc(0);
  #isOpened = false;
  #isDone = false;

  constructor(takers: readonly TakeField[], endRow: () => void) {
    this.#takers = takers;
    this.#endRow = endRow;
  }

  /** The bytes must be the taker's alone until this returns. */
  push(piece: Uint8Array): void {
    const fresh = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const bytes = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    let at = this.#isOpened ? 0 : this.#open(bytes);
    while (!this.#isDone && at >= 0) {
      const next = this.#isOpened ? this.#row(bytes, at) : -1;
      if (next < 0) break;
      at = next;
    }
    this.#rest = Buffer.from(bytes.subarray(Math.max(at, 0)));
  }

  /** @throws StoreFault where the data broke off. */
  end(): void {
    if (!this.#isDone) throw new StoreFault('the database broke off in the middle of a table');
  }

  /** Where the rows begin; −1 where that has not come yet. */
  #open(bytes: Buffer): number {
    const head = SIGNATURE_BYTES + 8;
    if (bytes.length < head) return -1;
    const start = head + bytes.readInt32BE(SIGNATURE_BYTES + 4);
    this.#isOpened = bytes.length >= start;
    return this.#isOpened ? start : -1;
  }

  /** Where the row at a place ends, its fields taken; −1, with nothing taken, where it is not whole yet. */
  #row(bytes: Buffer, at: number): number {
    if (at + 2 > bytes.length) return -1;
    const fields = bytes.readInt16BE(at);
    if (fields < 0) {
      this.#isDone = true;
      return at + 2;
    }
    if (!isWhole(bytes, at + 2, fields)) return -1;
    let next = at + 2;
    for (let i = 0; i < fields; i++) {
      const length = bytes.readInt32BE(next);
      next += 4;
      this.#takers[i]?.(bytes, next, length);
      if (length !== NULL) next += length;
    }
    this.#endRow();
    return next;
  }
}

function isWhole(bytes: Buffer, start: number, fields: number): boolean {
  let at = start;
  for (let i = 0; i < fields; i++) {
    if (at + 4 > bytes.length) return false;
    at += 4 + Math.max(0, bytes.readInt32BE(at));
  }
  return at <= bytes.length;
}
