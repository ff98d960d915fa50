import { BlockList, isIP } from 'node:net';

/** Where webhooks may go: to public addresses only, or to those of the own network as well. */
export type WebhookTargets = 'public' | 'private';

type Net = readonly [address: string, prefix: number, family: 'ipv4' | 'ipv6'];

const listOf = (nets: readonly Net[]): BlockList => {
  const list = new BlockList();
  for (const [address, prefix, family] of nets) list.addSubnet(address, prefix, family);
  return list;
};

/** This machine and private networks (RFC 1918, RFC 4193). */
const OWN = listOf([
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
]);

/**
 * Where no webhook ever goes, from the IANA registries of special addresses: link-local (there clouds keep the keys of
 * their machines), carrier-grade NAT, multicast, reserved ones, and ways into IPv4 through IPv6.
 */
const NEVER = listOf([
  ['0.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  // The address under which one cloud keeps its keys lies in its own private range.
  ['fd00:ec2::', 32, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]);

/** Whether a webhook may be sent to an address, an IP literal. An IPv4 address inside an IPv6 one counts as itself. */
export function isAllowedAddress(address: string, targets: WebhookTargets): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (NEVER.check(address, family)) return false;
  return targets === 'private' || !OWN.check(address, family);
}
