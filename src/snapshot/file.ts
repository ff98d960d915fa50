import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { CapacityRules } from '../model/capacity-rules.ts';
import type { RegionState } from '../model/store.ts';
import type { CapacityNotes } from './fill-capacity.ts';
import { HEADER_BYTES, allocateFor, builtBytes, readCounts } from './layout.ts';
import { Snapshot } from './open.ts';

/**
 * A snapshot's file: its buffer as it lies in memory, then a trailer (UTF-8 JSON, see {@link Trailer}) and its length in
 * bytes (4, low first). Pages of zeros are holes in the file and are never touched in memory.
 */

const SUFFIX = '.jdsnap';
const LENGTH_BYTES = 4;
const MOST_TRAILER_BYTES = 1 << 26;
const PIECE_BYTES = 1 << 20;
const PAGE_BYTES = 4096;
const ZEROS = Buffer.alloc(PAGE_BYTES);

const pathOf = (folder: string, region: string): string =>
  join(folder, `${encodeURIComponent(region)}${SUFFIX}`);

/** Where the capacity columns of a snapshot come from. */
export interface Filling {
  /** Mark of the ledger's state, see `RegionState`. */
  readonly ledgerMark: string;
  readonly rules: CapacityRules;
  readonly notes: CapacityNotes;
}

/** What follows the columns. */
interface Trailer {
  /** CRC-32 (ISO 3309) of the header and the built columns, and of the capacity columns. */
  readonly built: number;
  readonly capacity: number;
  readonly ledgerMark: string;
  /** SHA-256 of the rules that the capacity columns were filled by. */
  readonly rules: string;
  readonly notes: CapacityNotes;
}

/** A snapshot from its file. */
export interface KeptSnapshot {
  readonly buffer: SharedArrayBuffer;
  /** The state its capacity columns are of; `null` = they were filled by other rules or are damaged: fill them. */
  readonly filled: Pick<Filling, 'ledgerMark' | 'notes'> | null;
}

const digestOf = (rules: CapacityRules): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('hex');

/** A stretch of a buffer, `end` excluded. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Calls for every run of pages that hold something. */
function forFilled(bytes: Buffer, visit: (start: number, end: number) => void): void {
  let from = -1;
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES);
    const isEmpty = page.equals(ZEROS.subarray(0, page.length));
    if (!isEmpty && from < 0) from = at;
    if (isEmpty && from >= 0) {
      visit(from, at);
      from = -1;
    }
  }
  if (from >= 0) visit(from, bytes.length);
}

async function writeStretch(
  file: FileHandle,
  buffer: SharedArrayBuffer,
  { start, end }: Stretch,
): Promise<number> {
  const piece = Buffer.alloc(PIECE_BYTES);
  let sum = 0;
  for (let at = start; at < end; at += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, end - at);
    const bytes = piece.subarray(0, length);
    bytes.set(new Uint8Array(buffer, at, length));
    sum = crc32(bytes, sum);
    const filled: Stretch[] = [];
    forFilled(bytes, (from, to) => filled.push({ start: from, end: to }));
    for (const run of filled) await file.write(bytes, run.start, run.end - run.start, at + run.start);
  }
  return sum;
}

const stretchesOf = (buffer: SharedArrayBuffer): readonly [built: Stretch, capacity: Stretch] => {
  const end = builtBytes(readCounts(new DataView(buffer)));
  return [
    { start: 0, end },
    { start: end, end: buffer.byteLength },
  ];
};

/**
 * Keeps a region's snapshot as a file, written beside and then renamed: a reader sees the old or the new one, whole. To be
 * called while nobody writes the capacity columns.
 */
export async function writeSnapshot(
  folder: string,
  buffer: SharedArrayBuffer,
  { ledgerMark, rules, notes }: Filling,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = pathOf(folder, new Snapshot(buffer).meta.region);
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w');
  try {
    const [built, capacity] = stretchesOf(buffer);
    const trailer: Trailer = {
      built: await writeStretch(file, buffer, built),
      capacity: await writeStretch(file, buffer, capacity),
      ledgerMark,
      rules: digestOf(rules),
      notes,
    };
    const text = Buffer.from(JSON.stringify(trailer));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(text.length);
    await file.write(Buffer.concat([text, length]), 0, text.length + LENGTH_BYTES, buffer.byteLength);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

async function fill(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, position + at);
    if (bytesRead === 0) throw new Error('the file ends too early');
    at += bytesRead;
  }
}

/** Copies a stretch from the file into memory, all but pages of zeros. @returns its CRC-32. */
async function readStretch(
  file: FileHandle,
  buffer: SharedArrayBuffer,
  { start, end }: Stretch,
): Promise<number> {
  const piece = Buffer.alloc(PIECE_BYTES);
  let sum = 0;
  for (let at = start; at < end; at += PIECE_BYTES) {
    const bytes = piece.subarray(0, Math.min(PIECE_BYTES, end - at));
    await fill(file, bytes, at);
    sum = crc32(bytes, sum);
    const into = new Uint8Array(buffer, at, bytes.length);
    forFilled(bytes, (from, to) => {
      into.set(bytes.subarray(from, to), from);
    });
  }
  return sum;
}

async function readTrailer(file: FileHandle, path: string, columnBytes: number): Promise<Trailer> {
  const { size } = await file.stat();
  const bytes = size - columnBytes - LENGTH_BYTES;
  if (bytes <= 0 || bytes > MOST_TRAILER_BYTES)
    throw new Error(`${path} is ${size} bytes, its counts need ${columnBytes} and a trailer`);
  const text = Buffer.alloc(bytes + LENGTH_BYTES);
  await fill(file, text, columnBytes);
  if (text.readUInt32LE(bytes) !== bytes)
    throw new Error(`${path} is damaged: its trailer is of another length`);
  return JSON.parse(text.toString('utf8', 0, bytes)) as Trailer;
}

/** The columns of a file and its trailer; `isFilled` tells whether the capacity columns are as they were written. */
async function readFile(
  path: string,
): Promise<{ buffer: SharedArrayBuffer; trailer: Trailer; isFilled: boolean }> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await fill(file, header, 0);
    const buffer = allocateFor(header);
    const trailer = await readTrailer(file, path, buffer.byteLength);
    const [built, capacity] = stretchesOf(buffer);
    if ((await readStretch(file, buffer, built)) !== trailer.built)
      throw new Error(`${path} is damaged: its checksum is another one`);
    const isFilled = (await readStretch(file, buffer, capacity)) === trailer.capacity;
    return { buffer, trailer, isFilled };
  } finally {
    await file.close();
  }
}

/** All snapshots kept in a folder, by file name, whole; none when there is no such folder. */
export async function readSnapshots(folder: string): Promise<SharedArrayBuffer[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(SUFFIX)).sort();
  return Promise.all(
    files.map(async (name) => {
      const path = join(folder, name);
      const { buffer, isFilled } = await readFile(path);
      if (!isFilled)
        throw new Error(`${path} is damaged: the checksum of its capacity columns is another one`);
      return buffer;
    }),
  );
}

/**
 * The kept snapshot of a region, if it is of the wanted state of the data; `null` when there is none, when it is of
 * another state, damaged, or when this program cannot read it.
 *
 * @param rules those that its capacity columns must have been filled by to be of use.
 */
export async function readSnapshot(
  folder: string,
  state: RegionState,
  rules: CapacityRules,
): Promise<KeptSnapshot | null> {
  try {
    const { buffer, trailer, isFilled } = await readFile(pathOf(folder, state.id));
    const { meta } = new Snapshot(buffer);
    if (meta.version !== state.dataVersion || meta.dataAsOf !== state.dataAsOf) return null;
    const { ledgerMark, notes } = trailer;
    return { buffer, filled: isFilled && trailer.rules === digestOf(rules) ? { ledgerMark, notes } : null };
  } catch {
    return null;
  }
}
