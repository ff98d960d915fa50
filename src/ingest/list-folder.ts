import { readdir } from 'node:fs/promises';
import { ImportRefused } from './import-refused.ts';

/**
 * Names of the files in a folder with an ending (in any case), in code-unit order; hidden files left out.
 *
 * @throws {ImportRefused} when it is no folder or cannot be read.
 */
export const listFolder = async (folder: string, ending: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'cannot be read';
    throw new ImportRefused(folder, null, why === 'ENOTDIR' ? 'not a folder' : `no readable folder (${why})`);
  });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => name.toLowerCase().endsWith(ending))
    .sort();
};
