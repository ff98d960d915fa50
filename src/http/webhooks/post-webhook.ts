import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { encodeCaseEvent } from '../../contract/case-events.ts';
import type { DueDelivery } from '../../model/webhook-book.ts';
import type { WebhookTargets } from './allowed-address.ts';
import { checkWebhookUrl } from './check-webhook-url.ts';
import { lookupAllowed } from './lookup-allowed.ts';
import { signWebhook } from './sign-webhook.ts';

/** From the first look at the name to the head of the answer, ms. */
const PATIENCE_MS = 10_000;

/** A message as it is sent: its id is the same at every try. */
function messageOf({ webhookId, secret, event }: DueDelivery, at: Date) {
  const id = `${webhookId}-${event.seq}`;
  const seconds = Math.floor(at.getTime() / 1000);
  const body = JSON.stringify({
    type: `application.${event.kind}`,
    timestamp: event.at,
    data: encodeCaseEvent(event),
  });
  return {
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'jiedian-webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signWebhook(secret, id, seconds, body),
    },
  };
}

/**
 * Sends an event to a webhook once. Redirects are not followed, and of the answer only the status is read.
 *
 * @returns `null` where it was taken (a status of 200 to 299), else why not.
 */
export async function postWebhook(
  due: DueDelivery,
  at: Date,
  targets: WebhookTargets,
  patienceMs = PATIENCE_MS,
): Promise<string | null> {
  if (checkWebhookUrl(due.url, targets) !== null) return 'the address is not allowed';
  const { body, headers } = messageOf(due, at);
  const url = new URL(due.url);
  const signal = AbortSignal.timeout(patienceMs);
  const options: RequestOptions = {
    method: 'POST',
    headers,
    agent: false,
    lookup: lookupAllowed(targets),
    signal,
  };
  const sent = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
  try {
    const answered = once(sent, 'response');
    sent.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    const status = answer.statusCode ?? 0;
    return status >= 200 && status < 300 ? null : `status ${status}`;
  } catch (error) {
    return signal.aborted ? `no answer within ${patienceMs / 1000} s` : inWords(error);
  } finally {
    sent.on('error', () => undefined).destroy();
  }
}

const MOST_WORDS = 200;

const inWords = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MOST_WORDS);
