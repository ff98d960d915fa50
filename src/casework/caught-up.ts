import { setTimeout as delay } from 'node:timers/promises';
import type { RecordVersions } from '../model/case-book.ts';
import type { Planner } from '../model/planner.ts';

/** How long a snapshot may take to follow a commit before the caller is asked to come again, ms. */
const PATIENCE_MS = 8_000;
/** On a server the locks of a choice are held meanwhile, and a step is shown a few milliseconds after its commit. */
const LOOK_EVERY_MS = 2;

/** Waits until the planner's snapshot of a region has a state of the record; `false` = it did not come in time. */
export async function caughtUp(
  planner: Pick<Planner, 'regions'>,
  region: string,
  { ledgerVersion, dataVersion }: RecordVersions,
): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const shown = planner.regions().find(({ id }) => id === region);
    if (shown !== undefined && shown.version >= dataVersion && shown.ledgerVersion >= ledgerVersion)
      return true;
    if (performance.now() > until) return false;
    await delay(LOOK_EVERY_MS);
  }
}
