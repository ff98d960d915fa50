import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Session } from '../session/session.ts';
import { CallFailed, type Failure } from './call.ts';

/** What a component knows of something it asked for. While it is asked again, the old value stays. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** What went wrong, where it is one of the service's own ways to fail; anything else is a fault of the page. */
export function failureIn(error: unknown): Failure {
  if (error instanceof CallFailed) return error.failure;
  throw error;
}

/**
 * Gets something and keeps it; gets it anew when its key changes.
 *
 * @param key all that the question depends on beside the session; `null` = nothing to ask for yet.
 */
export function useLoaded<T>(
  session: Session,
  key: string | null,
  get: (signal: AbortSignal) => Promise<T>,
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    value: null,
    failure: null,
    isLoading: key !== null,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (key === null) {
      setState({ value: null, failure: null, isLoading: false });
      return undefined;
    }
    const gone = new AbortController();
    setState((before) => ({ value: before.value, failure: null, isLoading: true }));
    get(gone.signal)
      .then((value) => {
        if (!gone.signal.aborted) setState({ value, failure: null, isLoading: false });
      })
      .catch((error: unknown) => {
        if (gone.signal.aborted) return;
        setState((before) => ({ value: before.value, failure: failureIn(error), isLoading: false }));
      });
    return () => {
      gone.abort();
    };
  }, [session.token, key, turn]);
  const reload = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);
  return { value: state.value, failure: state.failure, isLoading: state.isLoading, reload };
}
