import type { Request, RequestHandler } from 'express';
import { decodeJwt } from 'jose';
import type { Caller } from '../contract/claims.ts';
import { Refusal } from '../contract/refusal.ts';
import { checkToken, isLocal } from './check-token.ts';
import type { Parts } from './parts.ts';
import { RememberedCallers } from './remembered-callers.ts';

const callers = new WeakMap<Request, Caller>();
const tokens = new WeakMap<Request, string>();

/** Lets only signed-in callers pass; nothing of the request but its header is read before. */
export function authenticate({
  secret,
  issuer,
  now,
}: Pick<Parts, 'secret' | 'issuer' | 'now'>): RequestHandler {
  const remembered = new RememberedCallers();
  return async (req, _res, next) => {
    const [token, at] = [tokenIn(req.get('Authorization')), now()];
    let caller = remembered.get(token, at);
    if (caller === null) {
      caller = await checkToken(token, { secret, issuer }, at);
      if (isLocal(token)) remembered.keep(token, caller);
    }
    callers.set(req, caller);
    tokens.set(req, token);
    next();
  };
}

/** Who sent the request; only behind `authenticate`. */
export function callerOf(req: Request): Caller {
  const caller = callers.get(req);
  if (caller === undefined) throw new Error('the route is not behind authenticate');
  return caller;
}

/** When the token of the request ends; only behind `authenticate`, which takes none without an end. */
export function expiryOf(req: Request): Date {
  const { exp } = decodeJwt(tokens.get(req) ?? '');
  if (exp === undefined) throw new Error('a token without an end was taken');
  return new Date(exp * 1000);
}

/** The token of `Bearer <token>`, or the password of `Basic`, which is all that many GIS clients can send. */
function tokenIn(header: string | undefined): string {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? [];
  const token = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value;
  if (!['bearer', 'basic'].includes(scheme.toLowerCase()) || token === '') throw new Refusal('not-signed-in');
  return token;
}

function passwordOf(credentials: string): string {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
