import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ImportRefused } from '../import-refused.ts';

/** Where a table names its code page, and what the numbers in use mean. */
const DRIVER_AT = 29;
const DRIVERS = new Map([
  [0x03, 'windows-1252'],
  [0x13, 'shift_jis'],
  [0x4d, 'gbk'],
  [0x4e, 'euc-kr'],
  [0x4f, 'big5'],
  [0x57, 'windows-1252'],
  [0x7a, 'gbk'],
]);

/** Names of a `.cpg` that are no labels of the encoding standard. */
const PAGES = new Map([
  ['936', 'gbk'],
  ['950', 'big5'],
  ['932', 'shift_jis'],
  ['949', 'euc-kr'],
  ['1252', 'windows-1252'],
  ['65001', 'utf-8'],
  ['88591', 'windows-1252'],
]);

function encodingNamed(text: string): string | null {
  const name = text.trim().toLowerCase();
  const page = PAGES.get(name.replace(/^(?:ansi|oem|cp|windows|ms|iso)?[\s-]*/, '').replaceAll('-', ''));
  if (page !== undefined) return page;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

/** Where the columns are described, the bytes of one, and the most of its name. Source: dBASE III, table file header. */
const COLUMN = { from: 32, bytes: 32, name: 11, end: 0x0d };

/** The names of the columns as they are written: the head of the table, without its rows. */
export async function columnNames(path: string): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: 65_535 })) chunks.push(chunk as Buffer);
  const head = Buffer.concat(chunks);
  const names: Buffer[] = [];
  for (
    let at = COLUMN.from;
    at + COLUMN.bytes <= head.length && head[at] !== COLUMN.end;
    at += COLUMN.bytes
  ) {
    const name = head.subarray(at, at + COLUMN.name);
    const end = name.indexOf(0);
    names.push(name.subarray(0, end < 0 ? COLUMN.name : end));
  }
  return names;
}

/** Names are cut off at their most bytes, within a letter where it falls so. */
const isUtf8Name = (name: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(name, { stream: true });
    return true;
  } catch {
    return false;
  }
};

async function isUtf8(path: string): Promise<boolean> {
  if (!(await columnNames(path)).every(isUtf8Name)) return false;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // The rest of the head is numbers, not text.
  const text = createReadStream(path, { start: await headLength(path) });
  try {
    for await (const chunk of text) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(32);
    await file.read(head, 0, head.length, 0);
    return head;
  } finally {
    await file.close();
  }
}

const headLength = async (path: string): Promise<number> => (await headOf(path)).readUInt16LE(8);

/**
 * How the texts of a shapefile's table are written: as its `.cpg` says, else as its head says, else UTF-8 where all of it
 * is, else GB 18030, in which what GIS programs of China write without saying is contained.
 *
 * @param cpg the file beside it; `null` = there is none.
 * @returns a label of the encoding standard. @throws {ImportRefused} when the `.cpg` names none.
 */
export async function readEncoding(dbf: string, cpg: string | null): Promise<string> {
  if (cpg !== null) {
    const text = (await readFile(cpg, 'latin1')).slice(0, 100);
    const encoding = encodingNamed(text);
    if (encoding === null)
      throw new ImportRefused(basename(cpg), null, `no encoding "${text.trim()}"; write UTF-8 or GBK there`);
    return encoding;
  }
  const driver = DRIVERS.get((await headOf(dbf))[DRIVER_AT] ?? 0);
  if (driver !== undefined && driver !== 'windows-1252') return driver;
  return (await isUtf8(dbf)) ? 'utf-8' : (driver ?? 'gb18030');
}
