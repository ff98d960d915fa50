import { type FileHandle, mkdir, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { RegionState } from '../model/store.ts';
import { HEADER_BYTES, allocateFor, builtBytes, readCounts } from './layout.ts';
import { Snapshot } from './open.ts';

/**
 * A snapshot's file: its buffer as it lies in memory, then a CRC-32 of the built columns and one of the capacity columns
 * (4 bytes each, low first; ISO 3309). Pages of zeros are holes in the file and are never touched in memory.
 */

const SUFFIX = '.jdsnap';
const TRAILER_BYTES = 8;
const PIECE_BYTES = 1 << 20;
const PAGE_BYTES = 4096;
const ZEROS = Buffer.alloc(PAGE_BYTES);

const pathOf = (folder: string, region: string): string =>
  join(folder, `${encodeURIComponent(region)}${SUFFIX}`);

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

/** Keeps a region's snapshot as a file, written beside and then renamed: a reader sees the old or the new one, whole. */
export async function writeSnapshot(folder: string, buffer: SharedArrayBuffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = pathOf(folder, new Snapshot(buffer).meta.region);
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w');
  try {
    const trailer = Buffer.alloc(TRAILER_BYTES);
    const [built, capacity] = stretchesOf(buffer);
    trailer.writeUInt32LE(await writeStretch(file, buffer, built), 0);
    trailer.writeUInt32LE(await writeStretch(file, buffer, capacity), 4);
    await file.write(trailer, 0, TRAILER_BYTES, buffer.byteLength);
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

async function readFile(path: string, isWhole: boolean): Promise<SharedArrayBuffer> {
  const file = await open(path);
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await fill(file, header, 0);
    const buffer = allocateFor(header);
    const { size } = await file.stat();
    if (size !== buffer.byteLength + TRAILER_BYTES)
      throw new Error(`${path} is ${size} bytes, its counts need ${buffer.byteLength + TRAILER_BYTES}`);
    const trailer = Buffer.alloc(TRAILER_BYTES);
    await fill(file, trailer, buffer.byteLength);
    const stretches = stretchesOf(buffer).slice(0, isWhole ? 2 : 1);
    for (const [i, stretch] of stretches.entries()) {
      if ((await readStretch(file, buffer, stretch)) !== trailer.readUInt32LE(4 * i))
        throw new Error(`${path} is damaged: its checksum is another one`);
    }
    return buffer;
  } finally {
    await file.close();
  }
}

/** All snapshots kept in a folder, by file name, whole; none when there is no such folder. */
export async function readSnapshots(folder: string): Promise<SharedArrayBuffer[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(SUFFIX)).sort();
  return Promise.all(files.map((name) => readFile(join(folder, name), true)));
}

/**
 * The kept snapshot of a region, if it is of the wanted state of the data, without its capacity columns: those come from
 * the record. `null` when there is none, when it is of another state, damaged, or when this program cannot read it.
 */
export async function readSnapshot(folder: string, state: RegionState): Promise<SharedArrayBuffer | null> {
  try {
    const buffer = await readFile(pathOf(folder, state.id), false);
    const { meta } = new Snapshot(buffer);
    return meta.version === state.dataVersion && meta.dataAsOf === state.dataAsOf ? buffer : null;
  } catch {
    return null;
  }
}
