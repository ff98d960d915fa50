import type { Request } from 'express';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../../contract/refusal.ts';

/** @param pointer of the header. */
export const unsupported = (
  pointer: string,
  received: string | undefined,
  allowed: readonly string[],
): Refusal =>
  new Refusal('unsupported-media-type', [
    { pointer, code: 'not-one-of', received: received ?? null, allowed },
  ]);

function unpacked(req: Request): AsyncIterable<Buffer> {
  const unpacking = createGunzip();
  req.once('error', (error) => unpacking.destroy(error));
  req.once('close', () => {
    if (!req.complete) unpacking.destroy(new Error('the upload broke off'));
  });
  return req.pipe(unpacking);
}

/** Reads on to the end what nobody wants any more: a sender who is still at it would not come to the answer. */
async function* readOut(req: Request, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } finally {
    req.unpipe();
    req.resume();
  }
}

/**
 * The bytes of an upload as they come, unpacked. Whoever reads no further lets its sender come to the answer.
 *
 * @throws Refusal `unsupported-media-type`
 */
export function uploadedBytes(req: Request): AsyncIterable<Buffer> {
  const encoding = req.get('Content-Encoding') ?? 'identity';
  if (encoding === 'gzip') return readOut(req, unpacked(req));
  if (encoding === 'identity')
    return readOut(req, req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
  throw unsupported('/header/Content-Encoding', encoding, ['identity', 'gzip']);
}
