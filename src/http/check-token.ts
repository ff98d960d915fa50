import { decodeProtectedHeader } from 'jose';
import type { Caller } from '../contract/claims.ts';
import { Refusal } from '../contract/refusal.ts';
import { verifyToken } from './tokens.ts';

/** Who a token speaks for. @throws Refusal */
export type CheckToken = (token: string, now: Date) => Promise<Caller>;

/** Who may vouch for callers: the holder of the local key, an issuer, or both. */
export interface Vouchers {
  /** Key of the local tokens, at least 32 bytes; `null` = local tokens are refused. */
  readonly secret: Uint8Array | null;
  /** Checks the tokens of an OpenID Connect issuer; `null` = there is none. */
  readonly issuer: CheckToken | null;
}

/**
 * Who a token speaks for. Its header says whose it is: local tokens are HS256, and an issuer's never are.
 *
 * @throws Refusal `token-invalid`, `token-expired` or `issuer-unavailable`.
 */
export async function checkToken(token: string, { secret, issuer }: Vouchers, now: Date): Promise<Caller> {
  if (isLocal(token)) {
    if (secret === null) throw new Refusal('token-invalid');
    return verifyToken(token, secret, now);
  }
  if (issuer === null) throw new Refusal('token-invalid');
  return issuer(token, now);
}

/** Whether a token is a local one. @throws Refusal where it has no header. */
export function isLocal(token: string): boolean {
  try {
    return decodeProtectedHeader(token).alg === 'HS256';
  } catch {
    throw new Refusal('token-invalid');
  }
}
