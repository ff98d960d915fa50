import { stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { ImportRefused } from './import-refused.ts';
import { listFolder } from './list-folder.ts';

/** A file that holds one network. */
export interface JsonFile {
  readonly path: string;
  /** Name in messages. */
  readonly file: string;
  /** Name without its ending: the origin of its rows, and what qualifies ids that are only its own. */
  readonly stem: string;
}

const ENDING = '.json';

const toJsonFile = (path: string): JsonFile => ({
  path,
  file: basename(path),
  stem: parse(path).name,
});

const expand = async (path: string): Promise<readonly JsonFile[]> => {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ImportRefused(path, null, 'no such file or folder');
  if (!found.isDirectory()) return [toJsonFile(path)];
  const names = await listFolder(path, ENDING);
  if (names.length === 0) throw new ImportRefused(path, null, `no ${ENDING} file in this folder`);
  return names.map((name) => toJsonFile(join(path, name)));
};

/**
 * The network files that paths name, in their order; a folder stands for its `.json` files in order of their names.
 *
 * @throws {ImportRefused} when a path does not exist, a folder has no such file, or two files share a name.
 */
export const findJsonFiles = async (paths: readonly string[]): Promise<readonly JsonFile[]> => {
  const files = (await Promise.all(paths.map(expand))).flat();
  const stems = files.map(({ stem }) => stem);
  const twice = files.find(({ stem }, i) => stems.indexOf(stem) !== i);
  if (twice !== undefined) {
    throw new ImportRefused(
      twice.path,
      null,
      `two files are named ${twice.stem}; their rows are told apart by the name`,
    );
  }
  return files;
};
