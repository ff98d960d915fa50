import type { Logger } from 'pino';
import type { Casework } from './casework/casework.ts';
import { deliverWebhooks, type Delivering } from './casework/deliver-webhooks.ts';
import { keepExpiring } from './casework/keep-expiring.ts';
import { keepRunning } from './casework/keep-running.ts';
import { keepTelling } from './casework/keep-telling.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { today } from './contract/today.ts';
import { postWebhook } from './http/webhooks/post-webhook.ts';
import type { Planner } from './model/planner.ts';
import type { Store } from './model/store.ts';
import type { Watch } from './planning/warnings/watch.ts';

/** How often webhooks are looked for whose next try is due, ms; new events are sent at once. */
const DELIVER_EVERY_MS = 5_000;
/** How often warnings are looked for, ms; whoever asks for them has them looked for at once. */
const WATCH_EVERY_MS = 60_000;

interface Doers {
  readonly casework: Casework;
  readonly store: Store;
  readonly planner: Planner;
  readonly watch: Watch;
  readonly now: () => Date;
}

interface Running extends Pick<Config, 'webhookTargets'> {
  readonly logger: Logger;
  /** Takes how to stop each thing as soon as it runs: the next may fail to start. */
  readonly closers: Closers;
}

type OnFailed = (error: unknown) => void;

/**
 * Starts what a service does without being asked: it tells that the days of an application are nearly over and ends it
 * when they are, sends events to webhooks, tells those who wait that there is room, and looks for warnings. What fails is
 * logged and tried again.
 */
export async function keepUnasked(
  { casework, store, planner, watch, now }: Doers,
  { webhookTargets, logger, closers }: Running,
): Promise<void> {
  const failed =
    (what: string): OnFailed =>
    (error) => {
      logger.error({ err: error }, what);
    };
  closers.push(
    keepExpiring(casework, {
      onExpired: (ids) => {
        logger.info({ ids }, 'applications expired');
      },
      onNoticed: (ids) => {
        logger.info({ ids }, 'applications told that their last day is near');
      },
      onFailed: failed('expired applications could not be ended'),
    }),
  );
  const post: Delivering['post'] = (due, at) => postWebhook(due, at, webhookTargets);
  const delivering = { book: store.webhooks, post, now };
  closers.push(await keepDelivering(delivering, store, failed('webhooks could not be delivered')));
  closers.push(
    keepTelling(
      { queue: store.queue, cases: store.cases, planner, now, dayOf: today },
      failed('who waits for room could not be looked at'),
    ),
  );
  const look = (stopping: AbortSignal): Promise<void> => watch.lookAtAll(stopping);
  closers.push(keepRunning(look, WATCH_EVERY_MS, failed('warnings could not be looked for')).stop);
}

/** Sends events to their webhooks. @returns stops, once what is under way is done. */
async function keepDelivering(
  delivering: Delivering,
  { cases }: Store,
  onFailed: OnFailed,
): Promise<() => Promise<void>> {
  const { wake, stop } = keepRunning(
    (stopping) => deliverWebhooks(delivering, stopping),
    DELIVER_EVERY_MS,
    onFailed,
  );
  const deafen = await cases.hearEvents(wake);
  return async () => {
    await deafen();
    await stop();
  };
}
