import { type Request, type RequestHandler, raw } from 'express';
import { Refusal } from '../../contract/refusal.ts';
import { DOCUMENT_BOUNDS, DOCUMENT_TYPES, type DocumentType } from '../../model/document.ts';

const TYPES = Object.keys(DOCUMENT_TYPES) as DocumentType[];

const parse: RequestHandler = raw({ limit: DOCUMENT_BOUNDS.mostBytes, inflate: false, type: TYPES });

/** The type a body is declared as. @throws Refusal where it is none that is taken. */
export function declaredType(req: Request): DocumentType {
  const type = TYPES.find((one) => req.is(one) === one);
  if (type !== undefined) return type;
  throw new Refusal('unsupported-media-type', [
    {
      pointer: '/header/Content-Type',
      code: 'not-one-of',
      received: req.get('Content-Type') ?? null,
      allowed: TYPES,
    },
  ]);
}

/** Reads a file of a type that is taken, as it is sent and within the bound of one document. */
export const readDocument: RequestHandler = (req, res, next) => {
  declaredType(req);
  parse(req, res, next);
};
