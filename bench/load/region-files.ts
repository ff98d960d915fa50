import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Region } from '../support/region.ts';

const SNAPSHOT = 'snapshot.bin';
const TILES = 'tiles.bin';

/** Leaves a region in a folder for another process. */
export function writeRegion(folder: string, { snapshot, tiles }: Region): void {
  writeFileSync(join(folder, SNAPSHOT), new Uint8Array(snapshot));
  writeFileSync(join(folder, TILES), new Uint8Array(tiles));
}

function shared(file: string): SharedArrayBuffer {
  const bytes = readFileSync(file);
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** The region that was left in a folder. */
export const readRegion = (folder: string): Region => ({
  size: '',
  snapshot: shared(join(folder, SNAPSHOT)),
  tiles: shared(join(folder, TILES)),
});
