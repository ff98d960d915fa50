import type { Problem } from '../contract/problem.ts';
import { CommandFailure } from './failure.ts';
import { faultsInWords } from './faults-in-words.ts';

/** Why a request did not get through: the system's code, such as `ECONNREFUSED`, which `fetch` hides in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}

/** What a service says against a request: a problem in lines, anything else as it came. */
async function refusalOf(answer: Response): Promise<string> {
  const text = await answer.text();
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') !== true) return text;
  const { title, detail, errors } = JSON.parse(text) as Problem;
  return faultsInWords(`${title}. ${detail}`, errors);
}

/**
 * What a running service answers, its body not read yet.
 *
 * @throws CommandFailure naming the service when it cannot be reached or refuses.
 */
export async function fetchServer(
  url: URL,
  token: string,
  { headers, ...init }: RequestInit = {},
): Promise<Response> {
  const sent = new Headers({ 'Content-Type': 'application/json' });
  new Headers(headers).forEach((value, name) => {
    sent.set(name, value);
  });
  sent.set('Authorization', `Bearer ${token}`);
  try {
    const answer = await fetch(url, { ...init, headers: sent });
    if (answer.ok) return answer;
    throw new CommandFailure(`${url.origin} answered ${answer.status}: ${await refusalOf(answer)}`);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${url.origin} cannot be reached: ${reasonOf(error)}`);
  }
}

/** The text that a running service answers; as {@link fetchServer}. */
export const askServer = async (...asked: Parameters<typeof fetchServer>): Promise<string> =>
  (await fetchServer(...asked)).text();
