import { describe, expect, it } from 'vitest';
import { checkWebhookUrl } from '../../../src/http/webhooks/check-webhook-url.ts';

const ROWS: readonly (readonly [string, boolean, boolean])[] = [
  // url, public, private
  ['https://portal.example/hooks?key=1', true, true],
  ['https://93.184.215.14:8443/', true, true],
  ['http://portal.example/', false, true],
  ['http://127.0.0.1:9000/', false, true],
  ['https://localhost/', false, true],
  ['https://a.localhost./', false, true],
  ['https://2130706433/', false, true],
  ['https://0x7f.1/', false, true],
  ['https://[::1]/', false, true],
  ['https://[::ffff:169.254.169.254]/', false, false],
  ['http://169.254.169.254/latest/meta-data', false, false],
  ['http://2852039166/', false, false],
  ['https://user:word@portal.example/', false, false],
  ['https://portal.example/#part', false, false],
  ['ftp://portal.example/', false, false],
  ['file:///etc/passwd', false, false],
  ['portal.example', false, false],
  ['', false, false],
];

describe('the address of a webhook as it is written', () => {
  it.each(ROWS)('%s is good for public targets: %s, for private ones: %s', (url, isPublic, isPrivate) => {
    expect(checkWebhookUrl(url, 'public') === null).toBe(isPublic);
    expect(checkWebhookUrl(url, 'private') === null).toBe(isPrivate);
  });

  it('is refused with what may be', () => {
    expect(checkWebhookUrl('http://portal.example/', 'public')).toMatch(/^https to a public address/u);
  });
});
