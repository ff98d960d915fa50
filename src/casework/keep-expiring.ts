import type { Casework } from './casework.ts';

/** How often applications whose day has passed are looked for, ms: they end with a day, so minutes do. */
const EVERY_MS = 60_000;

interface Told {
  readonly onExpired: (ids: readonly string[]) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Ends what is due now and then, whatever other replicas do. @returns stops, once what is under way is done. */
export function keepExpiring(
  casework: Pick<Casework, 'expire'>,
  { onExpired, onFailed }: Told,
  everyMs = EVERY_MS,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const look = (): void => {
    running ??= casework
      .expire()
      .then((ids) => {
        if (ids.length > 0) onExpired(ids);
      })
      .catch(onFailed)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, everyMs);
  look();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
