import type { Request } from 'express';
import { Refusal } from '../contract/refusal.ts';
import { shown } from '../contract/shown.ts';

/** A name or address with a port; nothing that could end a link and begin something else. */
const HOST = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/iu;

/**
 * Address of the service as its clients know it, without a slash at its end: the configured one, else the `Host` the
 * request was sent to. A proxy in front that ends TLS says so; it can only mislead its own client.
 *
 * @throws Refusal `invalid-parameter` where the header is no host.
 */
export function rootOf(req: Request, configured: string | null): string {
  if (configured !== null) return configured;
  const host = req.get('Host') ?? '';
  if (!HOST.test(host))
    throw new Refusal('invalid-parameter', [
      { pointer: '/header/Host', code: 'wrong-format', received: shown(host), allowed: 'host or host:port' },
    ]);
  const scheme = req.get('X-Forwarded-Proto') === 'https' ? 'https' : req.protocol;
  return `${scheme}://${host}`;
}
