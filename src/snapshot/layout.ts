/**
 * The byte map of a snapshot: one buffer, a header, then the columns of `columns.ts`, each aligned to 8 bytes.
 *
 *   0  magic "JDSNAP", layout version (2 bytes)
 *   8  total bytes (float64)
 *  16  one count (uint32) per entry of COUNTS, padded to 8
 *   …  columns
 */

import {
  CAPACITY,
  type ColumnName,
  type ColumnSpec,
  COLUMNS,
  COUNTS,
  type CountName,
  type Counts,
} from './columns.ts';

export const MAGIC = 'JDSNAP';
export const LAYOUT_VERSION = 12;

const BYTES = { u8: 1, i16: 2, u16: 2, i32: 4, u32: 4, f32: 4, f64: 8 } as const;

const VIEWS = {
  u8: (buffer: SharedArrayBuffer, slot: Slot) => new Uint8Array(buffer, slot.offset, slot.length),
  i16: (buffer: SharedArrayBuffer, slot: Slot) => new Int16Array(buffer, slot.offset, slot.length),
  u16: (buffer: SharedArrayBuffer, slot: Slot) => new Uint16Array(buffer, slot.offset, slot.length),
  i32: (buffer: SharedArrayBuffer, slot: Slot) => new Int32Array(buffer, slot.offset, slot.length),
  u32: (buffer: SharedArrayBuffer, slot: Slot) => new Uint32Array(buffer, slot.offset, slot.length),
  f32: (buffer: SharedArrayBuffer, slot: Slot) => new Float32Array(buffer, slot.offset, slot.length),
  f64: (buffer: SharedArrayBuffer, slot: Slot) => new Float64Array(buffer, slot.offset, slot.length),
} as const;

/** The columns as typed views on one shared buffer. */
export type Columns = {
  readonly [N in ColumnName]: ReturnType<(typeof VIEWS)[(typeof COLUMNS)[N]['type']]>;
};

const align8 = (bytes: number): number => (bytes + 7) & ~7;
/** Bytes before the first column. */
export const HEADER_BYTES = align8(16 + 4 * COUNTS.length);

interface Slot {
  readonly offset: number;
  readonly length: number;
}

/** Where each column lies for given counts, and the buffer's size in bytes. */
export function placeColumns(counts: Counts): { slots: Readonly<Record<ColumnName, Slot>>; bytes: number } {
  let offset = HEADER_BYTES;
  const slots: Partial<Record<ColumnName, Slot>> = {};
  for (const name of Object.keys(COLUMNS) as ColumnName[]) {
    const spec: ColumnSpec = COLUMNS[name];
    const length = (typeof spec.per === 'number' ? spec.per : counts[spec.per]) + (spec.plus ?? 0);
    slots[name] = { offset, length };
    offset = align8(offset + length * BYTES[spec.type]);
  }
  return { slots: slots as Record<ColumnName, Slot>, bytes: offset };
}

/** Where the capacity columns begin, in bytes: up to there a snapshot is as it was built. */
export const builtBytes = (counts: Counts): number => placeColumns(counts).slots[CAPACITY].offset;

/** A new zeroed buffer with its header written. */
export function allocate(counts: Counts): SharedArrayBuffer {
  const { bytes } = placeColumns(counts);
  const buffer = new SharedArrayBuffer(bytes);
  const header = new DataView(buffer);
  for (let i = 0; i < MAGIC.length; i++) header.setUint8(i, MAGIC.charCodeAt(i));
  header.setUint16(6, LAYOUT_VERSION, true);
  header.setFloat64(8, bytes, true);
  COUNTS.forEach((name, i) => {
    header.setUint32(16 + 4 * i, counts[name], true);
  });
  return buffer;
}

/** A new zeroed buffer for a header that has been read, and that header in it. */
export const allocateFor = (header: Uint8Array): SharedArrayBuffer =>
  allocate(readCounts(new DataView(header.buffer, header.byteOffset, header.byteLength)));

/** Counts in a header. @throws Error when it is not one of this layout. */
export function readCounts(header: DataView): Counts {
  const magic = Array.from({ length: MAGIC.length }, (_, i) => String.fromCharCode(header.getUint8(i))).join(
    '',
  );
  if (magic !== MAGIC)
    throw new Error(`not a snapshot: starts with ${JSON.stringify(magic)}, expected ${MAGIC}`);
  const version = header.getUint16(6, true);
  if (version !== LAYOUT_VERSION) {
    throw new Error(`snapshot layout ${version}, this program reads ${LAYOUT_VERSION}: build it anew`);
  }
  return Object.fromEntries(COUNTS.map((name, i) => [name, header.getUint32(16 + 4 * i, true)])) as Record<
    CountName,
    number
  >;
}

/**
 * Typed views on a snapshot's bytes; checks magic, version and size once, so that loops need not.
 *
 * @throws Error naming what was found and what was expected.
 */
export function viewColumns(buffer: SharedArrayBuffer): { counts: Counts; columns: Columns } {
  if (buffer.byteLength < HEADER_BYTES)
    throw new Error(`not a snapshot: ${buffer.byteLength} bytes, shorter than a header`);
  const header = new DataView(buffer);
  const counts = readCounts(header);
  const { slots, bytes } = placeColumns(counts);
  if (header.getFloat64(8, true) !== bytes || buffer.byteLength !== bytes) {
    throw new Error(`snapshot is ${buffer.byteLength} bytes, its counts need ${bytes}: truncated or damaged`);
  }
  const columns = Object.fromEntries(
    (Object.keys(COLUMNS) as ColumnName[]).map((name) => [
      name,
      VIEWS[COLUMNS[name].type](buffer, slots[name]),
    ]),
  );
  return { counts, columns: columns as unknown as Columns };
}
