import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  jwksCache,
  type JWKSCacheInput,
  jwtVerify,
  type JWTVerifyResult,
} from 'jose';
import { type Caller, claims } from '../../contract/claims.ts';
import { Refusal } from '../../contract/refusal.ts';
import type { CheckToken } from '../check-token.ts';
import { CLOCK_SKEW_S } from '../clock-skew.ts';
import { discoverKeys } from './discover-keys.ts';
import { fetchJson } from './fetch-json.ts';
import { IssuerUnavailable, Patience } from './patience.ts';
import { RememberedTokens } from './remembered-tokens.ts';

/** Signatures that only the holder of a private key can make: never `none`, never one made with a public key as secret. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
/** Other things that an issuer signs with the same keys (logout tokens, security events) let nobody in. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
const MOST_REMEMBERED = 10_000;

/** How often an issuer is asked, ms. */
export interface IssuerPace {
  /** Keys are asked for again after this time: as long may a withdrawn key still be good. */
  readonly keysMaxAgeMs: number;
  /** A token with an unknown key makes the keys be asked for again, but not more often than this. */
  readonly unknownKeyMs: number;
  /** After a failure it is left alone for this time. */
  readonly retryMs: number;
}

const PACE: IssuerPace = { keysMaxAgeMs: 300_000, unknownKeyMs: 5000, retryMs: 2000 };

interface IssuerOptions {
  /** As the tokens' `iss` has it. */
  readonly issuer: string;
  readonly audience: string;
  readonly onFailed: (error: Error) => void;
  readonly pace?: IssuerPace;
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** An OpenID Connect issuer, whose signed access tokens say who is calling. */
export class Issuer {
  readonly #options: IssuerOptions;
  readonly #pace: IssuerPace;
  readonly #patience: Patience;
  readonly #remembered = new RememberedTokens(MOST_REMEMBERED);
  /** What jose keeps beside its keys: `uat`, when they came. */
  readonly #held: JWKSCacheInput = {};
  #keys: Promise<Keys> | null = null;

  constructor(options: IssuerOptions) {
    this.#options = options;
    this.#pace = options.pace ?? PACE;
    this.#patience = new Patience(this.#pace.retryMs, options.onFailed);
  }

  /** Looks the issuer up ahead of the first token; a failure is told to `onFailed`, and the next token tries again. */
  async lookUp(): Promise<void> {
    await this.#discovered().then(
      () => undefined,
      () => undefined,
    );
  }

  /**
   * Who a token speaks for.
   *
   * @throws Refusal `token-invalid`, `token-expired`, or `issuer-unavailable` when the issuer's keys cannot be had.
   */
  readonly verify: CheckToken = async (token, now) => {
    try {
      const keys = await this.#discovered();
      const remembered = keys.fresh ? this.#remembered.find(token, this.#held.uat, now) : null;
      return remembered ?? (await this.#check(token, keys, now));
    } catch (error) {
      throw this.#refused(error);
    }
  };

  async #check(token: string, keys: Keys, now: Date): Promise<Caller> {
    const { issuer, audience } = this.#options;
    // Read first: where the check itself fetches newer keys, the token is just not found again.
    const keysOf = this.#held.uat;
    const verified = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_SKEW_S,
      currentDate: now,
    });
    const caller = callerIn(verified);
    this.#remembered.keep(token, { caller, keysOf, until: (verified.payload.exp ?? 0) + CLOCK_SKEW_S });
    return caller;
  }

  #refused(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    if (error instanceof errors.JWTExpired) return new Refusal('token-expired');
    if (error instanceof IssuerUnavailable) return new Refusal('issuer-unavailable');
    // Not the token's fault: the issuer publishes a key that cannot be used, such as one that is too short.
    if (!(error instanceof errors.JOSEError))
      this.#options.onFailed(error instanceof Error ? error : new Error(String(error)));
    return new Refusal('token-invalid');
  }

  /** One discovery at a time, and none after the first that succeeds. */
  #discovered(): Promise<Keys> {
    this.#keys ??= this.#patience
      .try(() => discoverKeys(this.#options.issuer))
      .then((url) => this.#keysAt(url))
      .catch((error: unknown) => {
        this.#keys = null;
        throw error;
      });
    return this.#keys;
  }

  #keysAt(url: URL): Keys {
    return createRemoteJWKSet(url, {
      cacheMaxAge: this.#pace.keysMaxAgeMs,
      cooldownDuration: this.#pace.unknownKeyMs,
      [jwksCache]: this.#held,
      [customFetch]: (address, init) =>
        this.#patience.try(async () => {
          const keys = await fetchJson(address, init);
          // Throws what is no set of keys.
          createLocalJWKSet(keys as JSONWebKeySet);
          return Response.json(keys);
        }),
    });
  }
}

function callerIn({ payload, protectedHeader }: JWTVerifyResult): Caller {
  const checked = claims.safeParse(payload);
  if (!TYPES.includes(protectedHeader.typ?.toLowerCase()) || !checked.success)
    throw new Refusal('token-invalid');
  return checked.data;
}
