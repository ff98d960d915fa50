/** Code of the fault that another process holds the embedded directory. */
export const IN_USE = 'directory-in-use';

/**
 * The database failed, or what it holds does not fit this program. Never the caller's input.
 *
 * `code` is the SQLSTATE where the database gave one, or one of ours.
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly code: string | null;

  constructor(message: string, options: { code?: string | null; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = options.code ?? null;
  }
}

/** Wraps whatever a driver threw; a `StoreFault` passes through. */
export const toStoreFault = (error: unknown): StoreFault => {
  if (error instanceof StoreFault) return error;
  const { message, code } = error as { message?: unknown; code?: unknown };
  // A refused connection to a name with two addresses has a code and an empty message.
  const said = [message, code].find((each) => typeof each === 'string' && each !== '');
  return new StoreFault(typeof said === 'string' ? said : String(error), {
    code: typeof code === 'string' ? code : null,
    cause: error,
  });
};
