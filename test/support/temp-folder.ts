import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder with the given files; it is removed when the test that calls this ends. */
export const folderOf = async (files: Readonly<Record<string, string | Buffer>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'jiedian-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
};

/** A new empty folder for a whole file of tests; what is left in it goes with the machine's temporary files. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'jiedian-'));
