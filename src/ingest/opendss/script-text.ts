import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { ImportRefused } from '../import-refused.ts';

/** The text of a script, and whether its characters beyond ASCII are known. */
interface ScriptText {
  readonly text: string;
  readonly isKnown: boolean;
}

/** By its byte order mark, else as UTF-8; where it is none, byte for byte: comments may hold anything. */
const decode = (bytes: Buffer): ScriptText => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: bytes.toString('utf16le').slice(1), isKnown: true };
  const isKnown = isUtf8(bytes);
  return { text: bytes.toString(isKnown ? 'utf8' : 'latin1').replace(/^\uFEFF/u, ''), isKnown };
};

/** @throws {ImportRefused} when the file cannot be read. */
export const scriptText = async (path: string): Promise<ScriptText> =>
  decode(
    await readFile(path).catch((error: unknown) => {
      throw new ImportRefused(path, null, `no readable file (${String((error as { code?: string }).code)})`);
    }),
  );
