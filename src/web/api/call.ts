import type { Problem } from '../../contract/problem.ts';
import { type Session, signOut } from '../session/session.ts';

/** Why a call did not give what was asked: the service said no, or could not be reached. */
export type Failure =
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterS: number | null }
  | { readonly kind: 'offline' };

/** A call that failed; what is thrown by {@link call}. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind === 'offline' ? 'not reachable' : failure.problem.detail);
    this.failure = failure;
  }
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Left out where a value is null or undefined; lists are joined with commas. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | null | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of a body; its type says what it is. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer with the tag that `If-Match` wants. */
export interface Answered<T> {
  readonly value: T;
  readonly etag: string | null;
}

export const pathWith = (path: string, query: Asked['query'] = {}): string => {
  const named = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return named.length === 0 ? path : `${path}?${new URLSearchParams(named).toString()}`;
};

/** @throws CallFailed where the service cannot be reached, or says no. */
async function send(session: Session, path: string, asked: Asked): Promise<Response> {
  const { method = 'GET', query, body, file, headers = {}, signal } = asked;
  const answer = await fetch(pathWith(path, query), {
    method,
    cache: 'no-store',
    ...(signal === undefined ? {} : { signal }),
    headers: {
      Authorization: `Bearer ${session.token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(file === undefined ? {} : { 'Content-Type': file.type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(file === undefined ? {} : { body: file }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new CallFailed({ kind: 'offline' });
  });
  if (answer.ok) return answer;
  throw new CallFailed(await failureOf(answer));
}

/** Why an answer is none. */
export async function failureOf(answer: Response): Promise<Failure> {
  const isProblem = answer.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  // A gateway in between that has lost the service answers in its own words.
  if (!isProblem) return { kind: 'offline' };
  const problem = (await answer.json()) as Problem;
  if (answer.status === 401) signOut(problem.code === 'token-expired' ? 'expired' : 'invalid');
  const after = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  return { kind: 'problem', problem, retryAfterS: Number.isFinite(after) ? after : null };
}

/**
 * Asks the service. The type of the answer is that of the contract; the caller names it.
 *
 * @throws CallFailed
 */
export async function call<T>(session: Session, path: string, asked: Asked = {}): Promise<T> {
  return (await callTagged<T>(session, path, asked)).value;
}

/** The same, with the `ETag`. */
export async function callTagged<T>(session: Session, path: string, asked: Asked = {}): Promise<Answered<T>> {
  const answer = await send(session, path, asked);
  const value = (answer.status === 204 ? null : await answer.json()) as T;
  return { value, etag: answer.headers.get('ETag') };
}

/** A document, such as a letter. */
export async function callBlob(session: Session, path: string, asked: Asked = {}): Promise<Blob> {
  return (await send(session, path, asked)).blob();
}

/** An answer that goes on, to be read as it comes. */
export async function callStream(
  session: Session,
  path: string,
  asked: Asked = {},
): Promise<ReadableStream<Uint8Array>> {
  const { body } = await send(session, path, asked);
  if (body === null) throw new Error(`${path}: an answer without a body`);
  return body;
}
