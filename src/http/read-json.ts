import express, { type RequestHandler } from 'express';
import { Refusal } from '../contract/refusal.ts';

const MAX_BODY_BYTES = 256 * 1024;

// Not strict: a bare number is JSON too, and gets the same answer as any other body of a wrong type.
const parse: RequestHandler = express.json({ limit: MAX_BODY_BYTES, strict: false });

/** Reads a JSON body of at most 256 KB; a body of another type is refused instead of taken for none. */
export const readJson: RequestHandler = (req, res, next) => {
  const type = req.get('Content-Type');
  if (type !== undefined && req.is('application/json') !== 'application/json' && hasBody(req.headers)) {
    throw new Refusal('unsupported-media-type', [
      { pointer: '/header/Content-Type', code: 'not-one-of', received: type, allowed: ['application/json'] },
    ]);
  }
  parse(req, res, next);
};

const hasBody = (headers: NodeJS.Dict<string | string[]>): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
