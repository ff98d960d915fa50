import { isIP } from 'node:net';
import { type WebhookTargets, isAllowedAddress } from './allowed-address.ts';

/** What `allowed` says where an address is refused. */
const ALLOWED = {
  public: 'https to a public address, without user and fragment',
  private: 'https or http to any address but link-local and reserved ones, without user and fragment',
} satisfies Record<WebhookTargets, string>;

const LOCAL_NAME = /(^|\.)localhost$/u;

/** Host of an URL, without the brackets of an IPv6 address and the dot at the end. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');

/**
 * Whether a webhook may be registered for an URL, by what it says itself; where its name leads is looked at each time it
 * is sent to.
 *
 * @returns `null` = it may; else what may be.
 */
export function checkWebhookUrl(text: string, targets: WebhookTargets): string | null {
  if (!URL.canParse(text)) return ALLOWED[targets];
  const url = new URL(text);
  const isScheme = url.protocol === 'https:' || (url.protocol === 'http:' && targets === 'private');
  const isPlain = url.username === '' && url.password === '' && url.hash === '';
  return isScheme && isPlain && isHost(hostOf(url), targets) ? null : ALLOWED[targets];
}

const isHost = (host: string, targets: WebhookTargets): boolean =>
  isIP(host) === 0
    ? host !== '' && (targets === 'private' || !LOCAL_NAME.test(host))
    : isAllowedAddress(host, targets);
