import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { ImportRefused } from '../import-refused.ts';

const BOM = '\uFEFF';

/** Index at which a character that the end of the bytes cuts off begins; their length when none is cut. */
const wholeLength = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    // A lead byte tells how long its character is: 110… two, 1110… three, 11110… four bytes.
    if (byte >= 0xc0)
      return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};

/** Index of the first byte that no UTF-8 text has there, in bytes that are not UTF-8. */
const firstBad = (bytes: Buffer): number => {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const head = bytes.subarray(0, middle);
    if (isUtf8(head.subarray(0, wholeLength(head)))) good = middle;
    else bad = middle;
  }
  return good;
};

const countLines = (text: string): number => text.split('\n').length - 1;

/**
 * The text of a UTF-8 file in pieces, without a leading byte order mark.
 *
 * @param source Where the file is, or its bytes as they come.
 * @throws {ImportRefused} naming the byte and line at which the file is not UTF-8, or that it cannot be read.
 */
export async function* utf8Text(
  source: string | AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  let line = 1;
  const refuse = (bytes: Buffer, bad: number): never => {
    const badLine = line + countLines(bytes.toString('latin1', 0, bad));
    throw new ImportRefused(
      file,
      `line ${badLine}, byte ${at + bad}`,
      'not UTF-8; save the file as UTF-8, not GBK or Latin-1',
    );
  };
  const chunks: AsyncIterable<Buffer> =
    typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 18 }) : source;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.subarray(0, wholeLength(bytes));
    if (!isUtf8(whole)) refuse(bytes, firstBad(bytes));
    const text = whole.toString('utf8');
    yield at === 0 && text.startsWith(BOM) ? text.slice(1) : text;
    at += whole.length;
    line += countLines(text);
    rest = bytes.subarray(whole.length);
  }
  if (rest.length > 0) refuse(rest, 0);
}
