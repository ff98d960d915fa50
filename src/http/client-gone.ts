import type { Response } from 'express';

/** Aborts when the client goes away before it has its answer, so that nobody works for it. */
export function clientGone(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}
