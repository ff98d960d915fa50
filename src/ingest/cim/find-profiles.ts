import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { ImportRefused } from '../import-refused.ts';
import { openZip, openZipWithin, type ZipEntry } from '../zip/open-zip.ts';

/** One file of a model, as it is or packed. */
export interface ProfileFile {
  /** Name in messages. */
  readonly file: string;
  readonly bytes: () => AsyncIterable<Buffer>;
}

const PROFILE = /\.(?:xml|rdf)$/i;
const ZIP = /\.zip$/i;

/** What an archive has beside its files on some systems. */
const isHidden = (name: string): boolean =>
  name.split(/[\\/]/u).some((part) => part.startsWith('.') || part === '__MACOSX');

const byName = <T extends { readonly name: string }>(entries: readonly T[]): readonly T[] =>
  entries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** Profiles in an archive; archives in it are opened, too, as each profile is often packed by itself. */
async function packedProfiles(entries: readonly ZipEntry[]): Promise<readonly ProfileFile[]> {
  const found: ProfileFile[] = [];
  for (const entry of byName(entries)) {
    if (isHidden(entry.name)) continue;
    if (ZIP.test(entry.name)) found.push(...(await packedProfiles(await openZipWithin(entry))));
    else if (PROFILE.test(entry.name)) found.push({ file: entry.name, bytes: entry.bytes });
  }
  return found;
}

async function profilesOf(path: string, file: string): Promise<readonly ProfileFile[]> {
  if (ZIP.test(path)) return packedProfiles(await openZip(path, file));
  return [{ file, bytes: () => createReadStream(path) }];
}

async function profilesIn(folder: string): Promise<readonly ProfileFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => (PROFILE.test(name) || ZIP.test(name)) && !isHidden(name))
    .sort();
  const found: ProfileFile[] = [];
  for (const name of names) found.push(...(await profilesOf(join(folder, name), name)));
  return found;
}

/**
 * The files of a model: a folder stands for its `.xml`, `.rdf` and `.zip` files and those of the folders in it, a `.zip` for
 * what it holds.
 *
 * @throws {ImportRefused} when a path does not exist, holds no such file, or is no readable ZIP file.
 */
export const findProfiles = async (paths: readonly string[]): Promise<readonly ProfileFile[]> => {
  const found: ProfileFile[] = [];
  for (const path of paths) {
    const known = await stat(path).catch(() => null);
    if (known === null) throw new ImportRefused(path, null, 'no such file or folder');
    const profiles = known.isDirectory() ? await profilesIn(path) : await profilesOf(path, basename(path));
    if (profiles.length === 0) throw new ImportRefused(path, null, 'no .xml or .rdf file in it');
    found.push(...profiles);
  }
  return found;
};
