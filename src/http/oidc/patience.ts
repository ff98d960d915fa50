/** The issuer gave no usable answer; nobody can be let in on its word now. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/** After a failure nothing is tried for a while, however many callers ask meanwhile. */
export class Patience {
  readonly #retryMs: number;
  readonly #onFailed: (error: Error) => void;
  #notBefore = 0;

  constructor(retryMs: number, onFailed: (error: Error) => void) {
    this.#retryMs = retryMs;
    this.#onFailed = onFailed;
  }

  /** @throws IssuerUnavailable when the work fails, or has failed just now. */
  async try<T>(work: () => Promise<T>): Promise<T> {
    if (Date.now() < this.#notBefore) throw new IssuerUnavailable('it failed just now');
    try {
      return await work();
    } catch (cause) {
      this.#notBefore = Date.now() + this.#retryMs;
      const error = new IssuerUnavailable(cause instanceof Error ? cause.message : String(cause), { cause });
      this.#onFailed(error);
      throw error;
    }
  }
}
