import type { Casework } from './casework.ts';
import { keepRunning } from './keep-running.ts';

/** How often applications whose day has passed or is near are looked for, ms: they end with a day, so minutes do. */
const EVERY_MS = 60_000;

interface Told {
  readonly onExpired: (ids: readonly string[]) => void;
  readonly onNoticed: (ids: readonly string[]) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Ends what is due now and then, and tells what soon will be, whatever other replicas do. @returns stops, once what is under way is done. */
export function keepExpiring(
  casework: Pick<Casework, 'expire' | 'giveNotice'>,
  { onExpired, onNoticed, onFailed }: Told,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const look = async (): Promise<void> => {
    const expired = await casework.expire();
    if (expired.length > 0) onExpired(expired);
    const noticed = await casework.giveNotice();
    if (noticed.length > 0) onNoticed(noticed);
  };
  return keepRunning(look, everyMs, onFailed).stop;
}
