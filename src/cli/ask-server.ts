import { CommandFailure } from './failure.ts';

/** Why a request did not get through: the system's code, such as `ECONNREFUSED`, which `fetch` hides in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}

/**
 * The text that a running service answers.
 *
 * @throws CommandFailure naming the service when it cannot be reached or refuses.
 */
export async function askServer(url: URL, token: string, init: RequestInit = {}): Promise<string> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  try {
    const answer = await fetch(url, { ...init, headers });
    const text = await answer.text();
    if (answer.ok) return text;
    throw new CommandFailure(`${url.origin} answered ${answer.status}: ${text}`);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${url.origin} cannot be reached: ${reasonOf(error)}`);
  }
}
