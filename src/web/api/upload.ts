import type { Session } from '../session/session.ts';
import { type Asked, CallFailed, failureOf, pathWith } from './call.ts';

export interface Upload extends Required<Pick<Asked, 'query' | 'file' | 'signal'>> {
  /** Told while it goes out: the share of the file that is sent, 0 to 1. */
  readonly onSent: (share: number) => void;
}

/**
 * Posts a file and tells how far it has come, which `fetch` does not.
 *
 * @returns the answer; `null` = it was stopped by its signal.
 * @throws CallFailed
 */
export async function upload<T>(
  session: Session,
  path: string,
  { query, file, signal, onSent }: Upload,
): Promise<T | null> {
  const answer = await new Promise<Response | 'offline' | 'stopped'>((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', pathWith(path, query));
    request.setRequestHeader('Authorization', `Bearer ${session.token}`);
    request.setRequestHeader('Content-Type', file.type);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      onSent(total === 0 ? 0 : loaded / total);
    });
    request.addEventListener('load', () => {
      const headers = new Headers();
      for (const name of ['Content-Type', 'Retry-After']) {
        const value = request.getResponseHeader(name);
        if (value !== null) headers.set(name, value);
      }
      resolve(new Response(request.responseText, { status: request.status, headers }));
    });
    request.addEventListener('error', () => {
      resolve('offline');
    });
    request.addEventListener('abort', () => {
      resolve('stopped');
    });
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
  if (answer === 'stopped') return null;
  if (answer === 'offline') throw new CallFailed({ kind: 'offline' });
  if (!answer.ok) throw new CallFailed(await failureOf(answer));
  return (await answer.json()) as T;
}
