import type { CaseEventAnswer } from '../../contract/case-events.ts';
import type { Session } from '../session/session.ts';
import { CallFailed, callStream } from './call.ts';
import { readEvents } from './read-events.ts';

/** After a stream has ended or broken it is opened again, ms. */
const AGAIN_MS = 3000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** How long to wait after a failure, ms; `null` = the service will go on saying no. */
function waitAfter(error: unknown): number | null {
  if (!(error instanceof CallFailed) || error.failure.kind === 'offline') return AGAIN_MS;
  const { problem, retryAfterS } = error.failure;
  return problem.status === 429 || problem.status >= 500 ? (retryAfterS ?? AGAIN_MS / 1000) * 1000 : null;
}

/**
 * Tells what has happened to an application and then what happens, each event once, as long as the tab is looked at: a
 * browser keeps six connections to one address, and a hidden tab shall not hold one. What a reader missed meanwhile comes
 * when the tab is shown again.
 *
 * @returns what ends it.
 */
export function followCase(session: Session, id: string, tell: (event: CaseEventAnswer) => void): () => void {
  let last = 0;
  let reading: AbortController | null = null;
  const readOn = async (signal: AbortSignal): Promise<void> => {
    const headers: Record<string, string> = last === 0 ? {} : { 'Last-Event-ID': String(last) };
    const body = await callStream(session, `/v1/applications/${id}/events`, { headers, signal });
    for await (const event of readEvents(body)) {
      if (signal.aborted) return;
      last = event.seq;
      tell(event);
    }
  };
  const keepReading = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      // A connection that breaks in the middle throws as it likes: it is taken up where it was.
      const wait = await readOn(signal).then(() => AGAIN_MS, waitAfter);
      if (wait === null) return;
      await pause(wait, signal);
    }
  };
  const look = (): void => {
    if (document.hidden) {
      reading?.abort();
      reading = null;
    } else if (reading === null) {
      reading = new AbortController();
      void keepReading(reading.signal);
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    reading?.abort();
  };
}
