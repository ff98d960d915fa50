import { createHmac } from 'node:crypto';

/** What a key begins with, in the form of Standard Webhooks. */
export const SECRET_PREFIX = 'whsec_';

/**
 * Signature of a webhook by Standard Webhooks (`v1`): HMAC-SHA256 over id, time and body with dots between them, Base64.
 *
 * @param seconds Unix time of the try.
 */
export const signWebhook = (secret: string, id: string, seconds: number, body: string): string => {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
};
