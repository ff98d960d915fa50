/** A command's way to end with a message that the user can act on. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

/** A service holds the embedded directory; the message says to stop it. */
export class RecordHeld extends Error {
  override readonly name = 'RecordHeld';
}

/** For commands that can also ask the service: says so where it holds the record. */
export const withServerHint = (error: unknown): unknown =>
  error instanceof RecordHeld
    ? new CommandFailure(`${error.message}, or ask it with --server URL --token T`)
    : error;
