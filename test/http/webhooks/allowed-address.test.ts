import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from '../../../src/http/webhooks/allowed-address.ts';

const ROWS: readonly (readonly [string, boolean, boolean])[] = [
  // address, public, private
  ['93.184.215.14', true, true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true, true],
  ['127.0.0.1', false, true],
  ['127.255.0.3', false, true],
  ['10.0.0.1', false, true],
  ['172.31.255.255', false, true],
  ['172.32.0.1', true, true],
  ['192.168.1.1', false, true],
  ['::1', false, true],
  ['fd12:3456::1', false, true],
  ['::ffff:10.0.0.1', false, true],
  ['169.254.169.254', false, false],
  ['::ffff:169.254.169.254', false, false],
  ['::ffff:a9fe:a9fe', false, false],
  ['64:ff9b::169.254.169.254', false, false],
  ['2002:a9fe:a9fe::1', false, false],
  ['fe80::1', false, false],
  ['fd00:ec2::254', false, false],
  ['100.100.100.200', false, false],
  ['0.0.0.0', false, false],
  ['::', false, false],
  ['224.0.0.1', false, false],
  ['255.255.255.255', false, false],
  ['ff02::1', false, false],
  ['example.com', false, false],
  ['', false, false],
];

describe('an address of a webhook', () => {
  it.each(ROWS)('%s is public: %s, of the own network: %s', (address, isPublic, isPrivate) => {
    expect(isAllowedAddress(address, 'public')).toBe(isPublic);
    expect(isAllowedAddress(address, 'private')).toBe(isPrivate);
  });
});
