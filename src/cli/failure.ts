/** A command's way to end with a message that the user can act on. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
