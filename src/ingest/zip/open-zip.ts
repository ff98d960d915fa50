import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { ImportRefused } from '../import-refused.ts';

/** One file in a ZIP file. */
export interface ZipEntry {
  readonly name: string;
  /** Its content as it is unpacked; again from the beginning with each call. */
  readonly bytes: () => AsyncGenerator<Buffer>;
}

/** Where bytes of a ZIP file come from. */
interface Bytes {
  readonly size: number;
  readonly read: (at: number, length: number) => Promise<Buffer>;
}

/** Signatures and places of fields, as the ZIP specification (APPNOTE 6.3, §4.3) has them. */
const END = { signature: 0x06054b50, bytes: 22, entries: 10, directory: 12, at: 16, longestComment: 65_535 };
const ENTRY = {
  signature: 0x02014b50,
  bytes: 46,
  flags: 8,
  method: 10,
  packed: 20,
  name: 28,
  extra: 30,
  comment: 32,
  local: 42,
};
const LOCAL = { signature: 0x04034b50, bytes: 30, name: 26, extra: 28 };
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;
/** A size of this says that the true one stands in the form for files above 4 GB. */
const ABOVE_4_GB = 0xffff_ffff;
const CHUNK = 1 << 18;

interface Packed {
  readonly name: string;
  readonly method: number;
  readonly local: number;
  readonly length: number;
}

const cutOff = (file: string): ImportRefused =>
  new ImportRefused(file, null, 'no ZIP file, or one that is cut off');

async function directoryOf(file: string, bytes: Bytes): Promise<{ entries: number; directory: Buffer }> {
  const tailLength = Math.min(bytes.size, END.bytes + END.longestComment);
  const tail = await bytes.read(bytes.size - tailLength, tailLength);
  for (let at = tail.length - END.bytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END.signature) continue;
    const [length, start] = [tail.readUInt32LE(at + END.directory), tail.readUInt32LE(at + END.at)];
    if (start + length > bytes.size) break;
    return { entries: tail.readUInt16LE(at + END.entries), directory: await bytes.read(start, length) };
  }
  throw cutOff(file);
}

function packedIn(file: string, directory: Buffer, entries: number): readonly Packed[] {
  const found: Packed[] = [];
  for (let at = 0; found.length < entries;) {
    if (at + ENTRY.bytes > directory.length || directory.readUInt32LE(at) !== ENTRY.signature)
      throw cutOff(file);
    const nameLength = directory.readUInt16LE(at + ENTRY.name);
    const name = directory.toString('utf8', at + ENTRY.bytes, at + ENTRY.bytes + nameLength);
    const [method, length] = [
      directory.readUInt16LE(at + ENTRY.method),
      directory.readUInt32LE(at + ENTRY.packed),
    ];
    const local = directory.readUInt32LE(at + ENTRY.local);
    const refuse = (why: string): never => {
      throw new ImportRefused(file, name, why);
    };
    if ((directory.readUInt16LE(at + ENTRY.flags) & ENCRYPTED) !== 0) refuse('encrypted; unpack it first');
    if (method !== STORED && method !== DEFLATED)
      refuse(`packed by method ${method}; stored and deflated files are read`);
    if (length === ABOVE_4_GB || local === ABOVE_4_GB) refuse('above 4 GB; unpack it first');
    found.push({ name, method, local, length });
    at +=
      ENTRY.bytes +
      nameLength +
      directory.readUInt16LE(at + ENTRY.extra) +
      directory.readUInt16LE(at + ENTRY.comment);
  }
  return found;
}

async function* rawOf(file: string, bytes: Bytes, { local, length }: Packed): AsyncGenerator<Buffer> {
  const head = await bytes.read(local, LOCAL.bytes);
  if (head.length < LOCAL.bytes || head.readUInt32LE(0) !== LOCAL.signature) throw cutOff(file);
  const start = local + LOCAL.bytes + head.readUInt16LE(LOCAL.name) + head.readUInt16LE(LOCAL.extra);
  for (let at = 0; at < length; at += CHUNK) {
    const chunk = await bytes.read(start + at, Math.min(CHUNK, length - at));
    if (chunk.length === 0) throw cutOff(file);
    yield chunk;
  }
}

async function* unpacked(file: string, bytes: Bytes, packed: Packed): AsyncGenerator<Buffer> {
  const raw = rawOf(file, bytes, packed);
  if (packed.method === STORED) {
    yield* raw;
    return;
  }
  const inflate = createInflateRaw();
  const feed = async (): Promise<void> => {
    for await (const chunk of raw) {
      if (!inflate.write(chunk)) await new Promise((resolve) => inflate.once('drain', resolve));
    }
    inflate.end();
  };
  feed().catch((error: unknown) =>
    inflate.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(file, packed.name, `cannot be unpacked (${String(error)})`);
  } finally {
    inflate.destroy();
  }
}

async function entriesOf(file: string, bytes: Bytes): Promise<readonly ZipEntry[]> {
  const { entries, directory } = await directoryOf(file, bytes);
  return packedIn(file, directory, entries)
    .filter(({ name }) => !name.endsWith('/'))
    .map((packed) => ({ name: packed.name, bytes: () => unpacked(file, bytes, packed) }));
}

/**
 * The files in a ZIP file, in its order.
 *
 * @param path where it is. @param file its name in messages.
 * @throws {ImportRefused} when it is none, is cut off, encrypted, above 4 GB or packed in another way; an entry's `bytes`
 *   throw it where the entry cannot be unpacked.
 */
export const openZip = async (path: string, file: string): Promise<readonly ZipEntry[]> => {
  const read = async (at: number, length: number): Promise<Buffer> => {
    const handle = await open(path);
    try {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, at);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  const handle = await open(path);
  const { size } = await handle.stat().finally(() => handle.close());
  return entriesOf(file, { size, read });
};

/** The files in a ZIP file that is itself unpacked from another one. */
export const openZipWithin = async (packed: ZipEntry): Promise<readonly ZipEntry[]> => {
  const chunks: Buffer[] = [];
  for await (const chunk of packed.bytes()) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  const read = (at: number, length: number): Promise<Buffer> =>
    Promise.resolve(whole.subarray(at, at + length));
  return entriesOf(packed.name, { size: whole.length, read });
};
