import { decodeJwt } from 'jose';
import type { Caller } from '../contract/claims.ts';
import { CLOCK_SKEW_S } from './clock-skew.ts';

/** Tokens remembered at most; a header holds 16 KB at most. */
const MOST = 1000;

interface Remembered {
  readonly caller: Caller;
  readonly untilMs: number;
}

/**
 * Callers whose local tokens have been verified and have not expired since: checking the signature again is a sixth of
 * what a request takes of the main thread. Not for an issuer's tokens, whose keys may be taken back at any time.
 */
export class RememberedCallers {
  readonly #known = new Map<string, Remembered>();

  get(token: string, now: Date): Caller | null {
    const known = this.#known.get(token);
    if (known === undefined) return null;
    if (now.getTime() < known.untilMs) return known.caller;
    this.#known.delete(token);
    return null;
  }

  /** @param token that has been verified: what it says of its end is believed. */
  keep(token: string, caller: Caller): void {
    const { exp } = decodeJwt(token);
    if (exp === undefined) return;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(token, { caller, untilMs: (exp + CLOCK_SKEW_S) * 1000 });
  }
}
