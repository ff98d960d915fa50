import { useState } from 'preact/hooks';
import type { Failure } from './call.ts';
import { failureIn } from './use-loaded.ts';

/** Something the reader starts, such as a form that is sent: one at a time, its failure kept until the next try. */
export interface Action<A extends readonly unknown[]> {
  readonly run: (...args: A) => void;
  readonly isRunning: boolean;
  readonly failure: Failure | null;
  readonly forget: () => void;
}

/** Wraps what is to be done; a failure of the service becomes state instead of an unhandled rejection. */
export function useAction<A extends readonly unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = (...args: A): void => {
    if (isRunning) return;
    setRunning(true);
    setFailure(null);
    work(...args)
      .catch((error: unknown) => {
        setFailure(failureIn(error));
      })
      .finally(() => {
        setRunning(false);
      });
  };
  return {
    run,
    isRunning,
    failure,
    forget: () => {
      setFailure(null);
    },
  };
}
