import { createHash } from 'node:crypto';
import type { Caller } from '../../contract/claims.ts';

interface Kept {
  readonly caller: Caller;
  /** Which keys it was checked with: when they came, ms since 1970. */
  readonly keysOf: number | undefined;
  /** Seconds since 1970. */
  readonly until: number;
}

/** Tokens whose signature has been checked, by their hash; the oldest goes when there are too many. */
export class RememberedTokens {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Only what was checked with the present keys counts: other keys may have withdrawn it. */
  find(token: string, keysOf: number | undefined, now: Date): Caller | null {
    const kept = this.#kept.get(hashOf(token));
    return kept !== undefined && kept.keysOf === keysOf && now.getTime() / 1000 < kept.until
      ? kept.caller
      : null;
  }

  keep(token: string, kept: Kept): void {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= this.#most && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(hashOf(token), kept);
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');
