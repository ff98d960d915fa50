import type { DueDelivery, Tried, WebhookBook } from '../model/webhook-book.ts';

const MINUTE_S = 60;
const HOUR_S = 3_600;
/** After how many seconds a delivery that was not taken is tried again; after the last it is given up. */
export const TRY_AGAIN_AFTER_S = [
  10,
  MINUTE_S,
  5 * MINUTE_S,
  30 * MINUTE_S,
  2 * HOUR_S,
  6 * HOUR_S,
  12 * HOUR_S,
  24 * HOUR_S,
] as const;
/** How long a delivery is this process's alone, ms: longer than a try can take. */
const MINE_MS = 60_000;

/** What delivering needs. */
export interface Delivering {
  readonly book: Pick<WebhookBook, 'makeDue' | 'takeDue' | 'settle'>;
  /** Sends once; `null` = it was taken, else why not. */
  readonly post: (due: DueDelivery, at: Date) => Promise<string | null>;
  readonly now: () => Date;
}

const later = (at: Date, ms: number): string => new Date(at.getTime() + ms).toISOString();

function triedWith(error: string | null, tries: number, at: Date): Tried {
  if (error === null) return { taken: true };
  const waitS = TRY_AGAIN_AFTER_S[tries - 1];
  return { taken: false, error, again: waitS === undefined ? null : later(at, waitS * 1000) };
}

/**
 * Sends every event that is due to its webhooks, whatever other replicas do. What is taken is gone; what is not is tried
 * again later, and given up after some days. A process that dies between a try and its note leaves it to be sent again:
 * receivers get each event at least once.
 */
export async function deliverWebhooks({ book, post, now }: Delivering, stopping: AbortSignal): Promise<void> {
  if (!(await book.makeDue(now().toISOString()))) return;
  while (!stopping.aborted) {
    const at = now();
    const taken = await book.takeDue(at.toISOString(), later(at, MINE_MS));
    if (taken.length === 0) return;
    await Promise.all(
      taken.map(async (due) => {
        await book.settle(due, triedWith(await post(due, at), due.tries, now()));
      }),
    );
  }
}
