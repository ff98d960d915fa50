/** Work that is done again and again, never twice at once in this process. */
export interface KeptRunning {
  /** There is something to do: does it now, or once more right after what is under way. */
  readonly wake: () => void;
  /** Resolves when what is under way is done; nothing is begun any more. */
  readonly stop: () => Promise<void>;
}

/**
 * Does some work now, when woken, and at the latest every so often; a failure is told, and the work tried again then.
 *
 * @param work gets a signal at which it should come to its end.
 */
export function keepRunning(
  work: (stopping: AbortSignal) => Promise<void>,
  everyMs: number,
  onFailed: (error: unknown) => void,
): KeptRunning {
  let running: Promise<void> | null = null;
  const stopping = new AbortController();
  let isWoken = false;
  const wake = (): void => {
    if (stopping.signal.aborted) return;
    isWoken = running !== null;
    running ??= work(stopping.signal)
      .catch(onFailed)
      .finally(() => {
        running = null;
        if (isWoken) wake();
      });
  };
  const timer = setInterval(wake, everyMs);
  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
