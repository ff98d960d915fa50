import { ImportRefused } from '../import-refused.ts';

/** Byte order marks and what they say. */
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/u;

/** As the first bytes say: by a mark, else by the declaration, else UTF-8. Source: XML 1.0, appendix F. */
const encodingOf = (head: Buffer): string => {
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => head[i] === byte));
  return marked?.[1] ?? DECLARED.exec(head.toString('latin1', 0, 200))?.[1] ?? 'utf-8';
};

const decoderOf = (encoding: string, file: string) => {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    const allowed = 'save the file as UTF-8';
    throw new ImportRefused(file, 'line 1', `the encoding "${encoding}" is not known; ${allowed}`);
  }
};

/**
 * The text of an XML file in pieces, in the encoding that it names.
 *
 * @throws {ImportRefused} when the encoding is not known, or the bytes are not written in it.
 */
export async function* xmlText(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  let decoder: ReturnType<typeof decoderOf> | null = null;
  let encoding = '';
  let at = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch {
      const where = `bytes ${at} to ${at + (chunk?.length ?? 0)}`;
      throw new ImportRefused(file, where, `not ${encoding}, as which it is declared; save it as UTF-8`);
    }
  };
  for await (const chunk of bytes) {
    if (decoder === null) {
      encoding = encodingOf(chunk);
      decoder = decoderOf(encoding, file);
    }
    yield decode(chunk);
    at += chunk.length;
  }
  yield decode();
}
