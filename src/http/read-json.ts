import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { Refusal } from '../contract/refusal.ts';

const MAX_BODY_BYTES = 256 * 1024;

const parse: RequestHandler = express.json({
  limit: MAX_BODY_BYTES,
  // Not strict: a bare number is JSON too, and gets the same answer as any other body of a wrong type.
  strict: false,
  verify: (req, _res, bytes, charset) => {
    if (charset !== 'utf-8') throw unsupported(req.headers['content-type'] ?? null);
    // The reader would put a replacement character in place of every wrong byte.
    if (!isUtf8(bytes)) throw new Refusal('malformed-json');
  },
});

/** Reads a JSON body of at most 256 KB in UTF-8; a body of another type is refused instead of taken for none. */
export const readJson: RequestHandler = (req, res, next) => {
  const type = req.get('Content-Type');
  if (type !== undefined && req.is('application/json') !== 'application/json' && hasBody(req.headers)) {
    throw unsupported(type);
  }
  parse(req, res, next);
};

const unsupported = (received: string | null): Refusal =>
  new Refusal('unsupported-media-type', [
    { pointer: '/header/Content-Type', code: 'not-one-of', received, allowed: ['application/json'] },
  ]);

const hasBody = (headers: NodeJS.Dict<string | string[]>): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
