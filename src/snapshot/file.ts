import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Snapshot } from './open.ts';

const SUFFIX = '.jdsnap';

/** Keeps a region's snapshot as a file, written beside and then renamed: a reader sees the old or the new one, whole. */
export async function writeSnapshot(folder: string, buffer: SharedArrayBuffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${encodeURIComponent(new Snapshot(buffer).meta.region)}${SUFFIX}`);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, new Uint8Array(buffer));
  await rename(draft, path);
}

async function readSnapshot(path: string): Promise<SharedArrayBuffer> {
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
  return Promise.all(files.map((name) => readSnapshot(join(folder, name))));
}
