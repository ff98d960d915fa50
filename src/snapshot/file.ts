import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegionState } from '../model/store.ts';
import { Snapshot } from './open.ts';

const SUFFIX = '.jdsnap';

const pathOf = (folder: string, region: string): string =>
  join(folder, `${encodeURIComponent(region)}${SUFFIX}`);

/** Keeps a region's snapshot as a file, written beside and then renamed: a reader sees the old or the new one, whole. */
export async function writeSnapshot(folder: string, buffer: SharedArrayBuffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = pathOf(folder, new Snapshot(buffer).meta.region);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, new Uint8Array(buffer));
  await rename(draft, path);
}

async function readFile(path: string): Promise<SharedArrayBuffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, size - at, at);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
      at += bytesRead;
    }
    return buffer;
  } finally {
    await file.close();
  }
}

/** All snapshots kept in a folder, by file name; none when there is no such folder. */
export async function readSnapshots(folder: string): Promise<SharedArrayBuffer[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(SUFFIX)).sort();
  return Promise.all(files.map((name) => readFile(join(folder, name))));
}

/**
 * The kept snapshot of a region, if it is of the wanted state of the data; `null` when there is none, when it is of
 * another state, or when this program cannot read it.
 */
export async function readSnapshot(folder: string, state: RegionState): Promise<SharedArrayBuffer | null> {
  try {
    const buffer = await readFile(pathOf(folder, state.id));
    const { meta } = new Snapshot(buffer);
    return meta.version === state.dataVersion && meta.dataAsOf === state.dataAsOf ? buffer : null;
  } catch {
    return null;
  }
}
