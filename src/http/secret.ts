import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIN_SECRET_BYTES } from '../contract/claims.ts';

/**
 * The key of the tokens that a data directory keeps, in a file only its owner can read; made on first use.
 *
 * @throws Error when the file is too short to be a key.
 */
export async function keepSecret(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'secret');
  const kept = (await read(path)) ?? (await create(dataDir, path));
  if (kept.byteLength < MIN_SECRET_BYTES) {
    throw new Error(`${path} is shorter than ${MIN_SECRET_BYTES} bytes; remove it to get a new one`);
  }
  return kept;
}

async function read(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Written beside and then linked, so that no reader ever sees half a key and of two writers one wins. */
async function create(dataDir: string, path: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return new Uint8Array(await readFile(path));
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
