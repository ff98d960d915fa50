import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { JsonFile } from './find-json-files.ts';
import { ImportRefused } from './import-refused.ts';
import { parseJson } from './parse-json.ts';

/** Far above any network (a large one has 3 MB), well below what one string may hold. */
const LARGEST_BYTES = 256 << 20;

/**
 * The content of a JSON file.
 *
 * @throws {ImportRefused} when it is missing, too large, not UTF-8, cut off or not JSON; `where` is a line and column.
 */
export const readJson = async ({ path, file }: JsonFile): Promise<unknown> => {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new ImportRefused(file, null, 'no such file');
  if (found.size > LARGEST_BYTES) {
    throw new ImportRefused(file, null, `${found.size} bytes; a network may have ${LARGEST_BYTES}`);
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ImportRefused(file, null, `cannot be read: ${String(error)}`);
  });
  if (!isUtf8(bytes)) throw new ImportRefused(file, null, 'not UTF-8');
  return parseJson(bytes.toString('utf8').replace(/^\uFEFF/, ''), file);
};
