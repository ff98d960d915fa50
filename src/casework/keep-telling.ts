import type { Planner } from '../model/planner.ts';
import { keepRunning } from './keep-running.ts';
import { type Telling, tellRoom } from './tell-room.ts';

/** How often it is seen whether a ledger has moved, ms: room comes free in days, and plans are computed for all that wait. */
const EVERY_MS = 30_000;

interface Kept extends Telling {
  readonly planner: Pick<Planner, 'supplyPlans' | 'regions'>;
}

/** Tells of room whenever the ledger or the grid of a region has moved. @returns stops, once what is under way is done. */
export function keepTelling(
  kept: Kept,
  onFailed: (error: unknown) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const seen = new Map<string, string>();
  const look = async (stopping: AbortSignal): Promise<void> => {
    for (const { id, version, ledgerVersion } of kept.planner.regions()) {
      const state = `${version}/${ledgerVersion}`;
      if (stopping.aborted || seen.get(id) === state) continue;
      await tellRoom(kept, id, stopping);
      seen.set(id, state);
    }
  };
  return keepRunning(look, everyMs, onFailed).stop;
}
