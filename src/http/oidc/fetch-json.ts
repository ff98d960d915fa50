/**
 * The JSON at an address; redirects are not followed.
 *
 * @throws Error naming the address when the answer is not a 200 with JSON.
 */
export async function fetchJson(url: string, init: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`status ${response.status} instead of 200`);
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${url}: ${inWords(cause)}`, { cause });
  }
}

const inWords = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
};
